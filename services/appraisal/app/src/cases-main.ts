import { caseFilesAt } from './persistence/case-files.ts';
import { caseGround } from './persistence/case-ground.ts';
import { EXIT_CODES, nothingAt, runFile, type FileResult } from './commands/play-case-files.ts';

/**
 * `node cases-main.js FILES…`: plays cases on the pure engine, without any server. Writes one JSON line
 * with the number of files, then one for each file; the exit code is the highest of all files.
 */
const write = (line: unknown): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

const ground = caseGround();
const played = process.argv.slice(2).map((path) => ({ path, files: caseFilesAt(path) }));
write({ total: played.reduce((sum, { files }) => sum + Math.max(1, files.length), 0) });

let worst = 0;
const tell = (result: FileResult): void => {
  worst = Math.max(worst, EXIT_CODES[result.status]);
  write({ result });
};
for (const { path, files } of played) {
  if (files.length === 0) tell(nothingAt(path));
  for (const file of files) tell(runFile(file, ground));
}
process.exitCode = worst;
