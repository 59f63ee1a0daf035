import { createInterface } from 'node:readline';
import type { LiveAnswer } from './commands/live-words.ts';
import { EXIT_CODES, nothingAt, runFile, type FileResult } from './commands/play-case-files.ts';
import { runFileLive, type LiveStage } from './commands/play-live-cases.ts';
import { caseFilesAt } from './persistence/case-files.ts';
import { caseGround } from './persistence/case-ground.ts';

/**
 * `node cases-main.js [--live] FILES…`: plays cases. Writes one JSON line with the number of files,
 * then one for each file; the exit code is the highest of all files. On the pure engine it needs
 * nobody. Live it writes a line for each thing that a running system is to do or to answer, and
 * reads one line for each.
 */
const write = (line: unknown): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

const [first, ...rest] = process.argv.slice(2);
const live = first === '--live';
const paths = live ? rest : process.argv.slice(2);
const ground = caseGround();
const found = paths.map((path) => ({ path, files: caseFilesAt(path) }));
write({ total: found.reduce((sum, { files }) => sum + Math.max(1, files.length), 0) });

/** Others stand behind the lines of this process. */
const stageOfLines = (): LiveStage => {
  const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const put = async (line: unknown): Promise<LiveAnswer> => {
    write(line);
    const { value, done } = await answers.next();
    if (done === true) throw new Error('Nobody answers any more.');
    return JSON.parse(value) as LiveAnswer;
  };
  return {
    begin: (story) => put({ begin: story }),
    system: (ask) => put({ ask }),
  };
};

let worst = 0;
const tell = (result: FileResult): void => {
  worst = Math.max(worst, EXIT_CODES[result.status]);
  write({ result });
};
const stage = live ? stageOfLines() : undefined;
for (const { path, files } of found) {
  if (files.length === 0) tell(nothingAt(path));
  for (const file of files) {
    tell(stage === undefined ? runFile(file, ground) : await runFileLive(file, ground, stage));
  }
}
process.exitCode = worst;
if (live) process.stdin.destroy();
