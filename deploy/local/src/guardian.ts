import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../setup/guardian.mjs', import.meta.url));

let guardian: ChildProcess | undefined;

/** One guardian for this process: it ends what we started if we are killed before we can. */
const tell = (line: string): void => {
  if (!guardian || guardian.exitCode !== null) {
    guardian = spawn(process.execPath, [script], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // It must not keep this process alive; its end of the pipe closes with us.
    guardian.unref();
    const pipe = guardian.stdin as (typeof guardian.stdin & { unref?(): void }) | null;
    pipe?.unref?.();
    pipe?.on('error', () => undefined);
  }
  guardian.stdin?.write(`${line}\n`);
};

/** How a process is to be ended: politely by `signal`, by force after `graceMs` milliseconds. */
export interface Ending {
  readonly signal: NodeJS.Signals;
  readonly graceMs: number;
}

/** From now on this process ends when we do, however we end. */
export const watchProcess = (pid: number, { signal, graceMs }: Ending): void =>
  tell(`watch ${pid} ${signal} ${graceMs}`);

/** The process has ended, or is meant to stay. */
export const forgetProcess = (pid: number): void => tell(`forget ${pid}`);

/** The folder is removed after all watched processes have ended. */
export const removeFolderAtEnd = (folder: string): void => tell(`remove ${folder}`);
