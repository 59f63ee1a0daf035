import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../../launch/places.ts';
import { CannotConnect } from '../connection.ts';
import type { CaseFileResult } from './case-result.ts';
import type { LiveLine } from './live/wire.ts';

const PROGRAM = 'services/appraisal/app/dist/cases-main.js';

/** A line that the program writes. */
interface Line extends LiveLine {
  readonly total?: number;
  readonly result?: CaseFileResult;
}

/** Told each result, and how many there will be. */
export type TakeResult = (result: CaseFileResult, total: number) => void;

/** What is written back for a line; undefined for one that asks nothing. */
export type AnswerLine = (line: LiveLine) => Promise<unknown>;

const askingNothing: AnswerLine = () => Promise.resolve(undefined);

/**
 * Plays case files by the program of the service whose rules they prove; it needs no server.
 * @returns its exit code: 0 passed, 1 failed, 2 no sound case, 3 live something that no door can tell
 */
export const runCaseProgram = async (
  words: readonly string[],
  take: TakeResult,
  answer: AnswerLine = askingNothing,
): Promise<number> => {
  const program = join(ROOT, PROGRAM);
  if (!existsSync(program)) throw new CannotConnect('Build the services first: npm run build.');
  const child = spawn(process.execPath, ['--enable-source-maps', program, ...words], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answered = async (line: LiveLine): Promise<void> => {
    const said = await answer(line);
    if (said !== undefined) child.stdin.write(`${JSON.stringify(said)}\n`);
  };
  const ended = once(child, 'close') as Promise<[number | null]>;
  let total = 0;
  try {
    for await (const text of createInterface({ input: child.stdout })) {
      const line = JSON.parse(text) as Line;
      total = line.total ?? total;
      if (line.result !== undefined) take(line.result, total);
      await answered(line);
    }
  } catch (error) {
    child.kill();
    throw error;
  }
  const [code] = await ended;
  return code ?? 1;
};
