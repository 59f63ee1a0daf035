import { spawn, type SpawnOptions } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { forgetProcess, watchProcess, type Ending } from './guardian.ts';

export interface ProcessPlan {
  readonly name: string;
  readonly command: string;
  readonly parameters: readonly string[];
  /** Everything that the process says is appended here. */
  readonly logFile: string;
  readonly ending: Ending;
  readonly options?: Pick<SpawnOptions, 'env' | 'cwd' | 'uid' | 'gid'>;
  /** Gives it a standard input that closes when we are gone, for programs that look at it. */
  readonly parentPipe?: boolean;
}

export interface ManagedProcess {
  readonly pid: number;
  /** Resolves when the process is gone, with a phrase such as "code 1" or "signal SIGKILL". */
  readonly exited: Promise<string>;
  readonly running: () => boolean;
  /** Ends it politely, by force after the grace time; resolves when it is gone. */
  stop(): Promise<void>;
}

const LAST_LINES = 15;

/** The last lines of a log, for a message about a process that did not come up. */
export const lastLines = (file: string): string =>
  readFileSync(file, 'utf8').trimEnd().split('\n').slice(-LAST_LINES).join('\n');

const started = new Set<ManagedProcess>();

/** Ends every process that this one has started and that still runs. */
export const stopAllProcesses = async (): Promise<void> =>
  void (await Promise.all([...started].map((one) => one.stop())));

/**
 * Starts a process in a group of its own (Ctrl-C reaches us, and we end it in order), writing to a
 * file (a killed launcher leaves no writer on a broken pipe), known to the guardian.
 */
export const startProcess = (plan: ProcessPlan): ManagedProcess => {
  mkdirSync(dirname(plan.logFile), { recursive: true });
  const log = openSync(plan.logFile, 'a');
  const child = spawn(plan.command, plan.parameters, {
    ...plan.options,
    detached: true,
    stdio: [plan.parentPipe === true ? 'pipe' : 'ignore', log, log],
  });
  closeSync(log);
  const pid = child.pid ?? 0;
  if (pid > 0) watchProcess(pid, plan.ending);
  let running = pid > 0;
  const exited = new Promise<string>((resolve) => {
    const gone = (how: string): void => {
      running = false;
      if (pid > 0) forgetProcess(pid);
      resolve(how);
    };
    child.on('error', (error) => gone(error.message));
    child.on('exit', (code, signal) => gone(signal ? `signal ${signal}` : `code ${code}`));
  });
  const stop = async (): Promise<void> => {
    if (!running) return;
    child.kill(plan.ending.signal);
    const force = setTimeout(() => child.kill('SIGKILL'), plan.ending.graceMs);
    await exited;
    clearTimeout(force);
  };
  const managed = { pid, exited, running: () => running, stop };
  started.add(managed);
  void exited.then(() => started.delete(managed));
  return managed;
};

/**
 * Runs a command to its end, under the same care as a server.
 * @throws Error with the end of its log when it does not end with code 0
 */
export const runToEnd = async (plan: Omit<ProcessPlan, 'ending'>): Promise<void> => {
  const command = startProcess({ ...plan, ending: { signal: 'SIGTERM', graceMs: 5_000 } });
  const how = await command.exited;
  if (how === 'code 0') return;
  throw new Error(
    `${plan.name} ended with ${how}. Its log ${plan.logFile} ends with:\n${lastLines(plan.logFile)}`,
  );
};
