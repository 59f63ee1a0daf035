import { setTimeout as pause } from 'node:timers/promises';

/** Something that runs, can die, and can be started again where it stood. */
export interface Server {
  readonly pid: () => number;
  /** Resolves when what is running now is gone, however it went. */
  readonly exited: () => Promise<string>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface Watch {
  readonly name: string;
  readonly server: Server;
  /** Told about every death and every return. */
  readonly report: (text: string) => void;
  /** Told when it died too often, or would not come back. */
  readonly giveUp: (reason: string) => void;
  /** True once it is meant to end. */
  readonly ending: () => boolean;
  /** How often it is started again within ten minutes; 6 when not given. */
  readonly restarts?: number | undefined;
  /** Pause before the first restart, ms; 250 when not given. It doubles up to 32 times that. */
  readonly firstPauseMs?: number;
}

const RESTARTS = 6;
const WITHIN_MS = 10 * 60_000;
const FIRST_PAUSE_MS = 250;
const MOST_DOUBLINGS = 5;

const comeBack = async ({ name, server, report, ending }: Watch, pauseMs: number) => {
  await pause(pauseMs);
  if (ending()) return;
  try {
    await server.restart();
    report(`${name} is back (process ${server.pid()}). ${name} 已恢复。`);
  } catch (error) {
    report(`${name} did not come back: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/**
 * Keeps a server running: one that dies is started again, after a pause that doubles, at most so
 * many times within ten minutes. Resolves when the server is meant to end or was given up.
 */
export const keepRunning = async (watch: Watch): Promise<void> => {
  const { name, server, report, giveUp, ending } = watch;
  let deaths: number[] = [];
  while (!ending()) {
    const how = await server.exited();
    if (ending()) return;
    const now = Date.now();
    deaths = [...deaths.filter((at) => now - at < WITHIN_MS), now];
    if (deaths.length > (watch.restarts ?? RESTARTS)) {
      giveUp(`${name} ended ${deaths.length} times within ten minutes, the last time with ${how}.`);
      return;
    }
    report(`${name} ended (${how}); it is started again. ${name} 已退出，正在重启。`);
    const doublings = Math.min(deaths.length - 1, MOST_DOUBLINGS);
    await comeBack(watch, (watch.firstPauseMs ?? FIRST_PAUSE_MS) * 2 ** doublings);
  }
};
