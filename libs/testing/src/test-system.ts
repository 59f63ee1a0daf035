import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PartName, Ports, System } from '@ywk/local';
import { eventually } from './eventually.ts';

/** The whole system for a test: four services as processes, with servers of their own. */
export interface TestSystem {
  readonly urls: System['urls'];
  readonly databases: System['databases'];
  /** `host:port`; empty when the services follow each other over HTTP. */
  readonly brokers: string;
  /** A token for the whole tree of units, by role. */
  readonly tokens: Readonly<Record<string, string>>;
  /** Where the processes write their logs. */
  readonly logs: string;
  /** Of the process that runs a part now; another one after it was killed. */
  pid(part: PartName): number;
  /** Ends a part as `kill -9` does. It is started again by itself; `isBack` waits for that. */
  kill(part: PartName): Promise<void>;
  isBack(part: PartName): Promise<void>;
  stop(): Promise<void>;
}

const BACK_WITHIN_MS = 180_000;

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const partOf = (system: System, name: PartName) => {
  const part = system.parts.get(name);
  if (!part) throw new Error(`The system runs no ${name}.`);
  return part;
};

const present = async (system: System, folder: string): Promise<TestSystem> => {
  const { tokensFor } = await import('@ywk/local');
  const killed = new Map<PartName, number>();
  const back = (name: PartName): boolean => {
    const pid = partOf(system, name).pid();
    return pid !== killed.get(name) && alive(pid);
  };
  return {
    urls: system.urls,
    databases: system.databases,
    brokers: system.brokers,
    tokens: await tokensFor(system.secrets.issuerKey),
    logs: system.places.logs,
    pid: (name) => partOf(system, name).pid(),
    kill: async (name) => {
      const part = partOf(system, name);
      const exited = part.exited();
      killed.set(name, part.pid());
      process.kill(part.pid(), 'SIGKILL');
      await exited;
    },
    isBack: async (name) =>
      void (await eventually(
        () => back(name),
        (yes) => yes,
        { withinMs: BACK_WITHIN_MS },
      )),
    stop: async () => {
      await system.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const portsOfOwn = async (): Promise<Ports> => {
  const { freePorts } = await import('@ywk/local');
  const free = await freePorts(7);
  const next = (): number => free.pop() ?? 0;
  return {
    postgres: next(),
    kafka: next(),
    kafkaController: next(),
    services: { recruitment: next(), duty: next(), appraisal: next(), payroll: next() },
  };
};

export interface TestSystemOptions {
  /** The superuser's address of a server to make the databases on, instead of one of its own. */
  readonly databaseServer?: string;
}

/**
 * Starts PostgreSQL, Kafka and the four services on free ports, in a folder of their own.
 * The services run as built: compile first (`npm test` does).
 */
export const startTestSystem = async ({
  databaseServer,
}: TestSystemOptions = {}): Promise<TestSystem> => {
  const { removeFolderAtEnd, stopAllProcesses, System } = await import('@ywk/local');
  const folder = mkdtempSync(join(tmpdir(), 'ywk-system-'));
  removeFolderAtEnd(folder);
  chmodSync(folder, 0o755);
  const system = new System({
    folder,
    ports: await portsOfOwn(),
    given: { databases: {}, ...(databaseServer === undefined ? {} : { databaseServer }) },
    kafka: true,
    giveUp: (reason) => process.stderr.write(`${reason}\n`),
  });
  try {
    await system.start();
  } catch (error) {
    await stopAllProcesses();
    throw error;
  }
  return present(system, folder);
};
