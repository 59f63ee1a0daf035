import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../../launch/places.ts';
import { CannotConnect } from '../connection.ts';
import type { CaseFileResult } from './case-result.ts';

const PROGRAM = 'services/appraisal/app/dist/cases-main.js';

/** A line that the program writes. */
interface Line {
  readonly total?: number;
  readonly result?: CaseFileResult;
}

/**
 * Plays case files by the program of the service whose rules they prove; it needs no server.
 * @returns its exit code: 0 passed, 1 failed, 2 no sound case, 3 steps that cannot be played yet
 */
export const runCaseProgram = async (
  paths: readonly string[],
  take: (result: CaseFileResult, total: number) => void,
): Promise<number> => {
  const program = join(ROOT, PROGRAM);
  if (!existsSync(program)) throw new CannotConnect('Build the services first: npm run build.');
  const child = spawn(process.execPath, ['--enable-source-maps', program, ...paths], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close') as Promise<[number | null]>;
  let total = 0;
  for await (const text of createInterface({ input: child.stdout })) {
    const line = JSON.parse(text) as Line;
    total = line.total ?? total;
    if (line.result !== undefined) take(line.result, total);
  }
  const [code] = await ended;
  return code ?? 1;
};
