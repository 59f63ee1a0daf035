import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const PARENT_EVERY_MS = 1_000;

/** npm that was killed outright can tell us nothing: our parent is then another process. */
const endWithNpm = (child) => {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const look = () => process.ppid !== parent && child.kill('SIGTERM');
  setInterval(look, PARENT_EVERY_MS).unref();
};

/**
 * Runs a program of ours in front: same terminal, its exit code is ours. Signals are its own matter,
 * so we wait while it stops in order; if we are killed, its watch on its parent ends it.
 */
export const hold = (program, parameters, { environment = process.env, flags = [] } = {}) =>
  new Promise((resolve, reject) => {
    const words = ['--enable-source-maps', ...flags, program, ...parameters];
    const child = spawn(process.execPath, words, {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: environment,
    });
    endWithNpm(child);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
      process.on(signal, () => {
        // Ctrl-C on a terminal reaches the child without us; a signal sent to us alone does not.
        if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
      });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
