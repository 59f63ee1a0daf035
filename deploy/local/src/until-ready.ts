import { setTimeout as pause } from 'node:timers/promises';
import { lastLines, type ManagedProcess } from './managed-process.ts';

export interface Readiness {
  readonly name: string;
  readonly process: ManagedProcess;
  readonly logFile: string;
  /** Answers whether it is ready; an error counts as not yet. */
  readonly probe: () => Promise<boolean>;
  readonly withinMs: number;
}

/** A process ended or hung before it was ready. The message carries the end of its log. */
export class NotReady extends Error {
  constructor(name: string, why: string, logFile: string) {
    super(`${name} ${why}. Its log ${logFile} ends with:\n${lastLines(logFile)}`);
    this.name = 'NotReady';
  }
}

const EVERY_MS = 50;

/** Waits until the probe says yes. @throws NotReady when the process ends first or time is up */
export const untilReady = async (what: Readiness): Promise<void> => {
  const deadline = Date.now() + what.withinMs;
  while (Date.now() < deadline) {
    if (!what.process.running())
      throw new NotReady(what.name, `ended (${await what.process.exited})`, what.logFile);
    if (await what.probe().catch(() => false)) return;
    await pause(EVERY_MS);
  }
  await what.process.stop();
  throw new NotReady(what.name, `was not ready within ${what.withinMs / 1000} s`, what.logFile);
};
