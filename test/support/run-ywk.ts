import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ywkProgram } from '@ywk/local';

/** What a command wrote to standard output, and the exit code that it would end with. */
export interface Ran {
  readonly out: string;
  readonly code: number;
}

/** Runs `ywk …` in this process. @throws what the command throws */
export const runYwk = async (...words: readonly string[]): Promise<Ran> => {
  const written: string[] = [];
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk: string | Uint8Array): boolean => {
    const text = String(chunk);
    // Services that run in this process log there too.
    if (text.startsWith('{"level":')) return write(text);
    written.push(text);
    return true;
  };
  try {
    await ywkProgram().parseAsync([...words], { from: 'user' });
    return { out: written.join('').trim(), code: Number(process.exitCode ?? 0) };
  } finally {
    process.stdout.write = write;
    process.exitCode = 0;
  }
};

const PROGRAM = fileURLToPath(new URL('../../deploy/local/dist/ywk.js', import.meta.url));

/** The same in a process of its own, as people run it: for what loads the programs of services. */
export const runBuiltYwk = (...words: readonly string[]): Promise<Ran> =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, [PROGRAM, ...words], (error, out) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ out: out.trim(), code });
      else reject(error ?? new Error('No exit code.'));
    });
  });
