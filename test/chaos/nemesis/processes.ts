import { eventually } from '@ywk/testing';
import { SERVICES } from '../checker/dump.ts';
import { lasting } from '../system/lasting.ts';
import { ask } from '../system/sql.ts';
import type { Fault, Harm, Service } from './fault.ts';

const BACK_WITHIN_MS = 180_000;

const answers = async (url: string): Promise<boolean> =>
  (await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(2_000) })).ok;

const partOf = ({ system }: Harm, name: Service) => {
  const part = system.system.parts.get(name);
  if (part === undefined) throw new Error(`The system runs no ${name}.`);
  return part;
};

const lives = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/**
 * The process of a service that is up. One that ended by itself (a broker that went away may end a
 * reader for good) is started again by the launcher; its turn comes when it is back.
 */
const runningPid = async (harm: Harm, name: Service): Promise<number> => {
  const part = partOf(harm, name);
  const up = async (): Promise<boolean> =>
    lives(part.pid()) && (await answers(harm.system.urls[name]));
  await eventually(up, (yes) => yes, { withinMs: BACK_WITHIN_MS, everyMs: 200 });
  return part.pid();
};

/** Ends a service by a signal, and waits until its successor answers. */
export const endService = async (
  harm: Harm,
  name: Service,
  signal: NodeJS.Signals,
): Promise<string> => {
  const pid = await runningPid(harm, name);
  const part = partOf(harm, name);
  const exited = part.exited();
  process.kill(pid, signal);
  await exited;
  const back = async (): Promise<boolean> =>
    part.pid() !== pid && (await answers(harm.system.urls[name]));
  await eventually(back, (yes) => yes, { withinMs: BACK_WITHIN_MS, everyMs: 200 });
  return name;
};

const killing = (name: Service): Fault => ({
  kind: `kill-${name}`,
  play: (harm) => endService(harm, name, 'SIGKILL'),
});

/** In order, under load: what is under way is brought to its end. */
const restarting = (name: Service): Fault => ({
  kind: `restart-${name}`,
  play: (harm) => endService(harm, name, 'SIGTERM'),
});

/** Holds a process still; beyond its lease and session where there is time for it. */
const hold = async ({ chance, long }: Harm, pid: number): Promise<number> => {
  const seconds = long ? chance.pick([4, 8, 36]) : 6;
  process.kill(pid, 'SIGSTOP');
  try {
    await lasting(seconds * 1_000);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  return seconds;
};

const pausing: Fault = {
  kind: 'pause-service',
  play: async (harm) => {
    const name = harm.chance.pick(SERVICES);
    return { name, seconds: await hold(harm, await runningPid(harm, name)) };
  },
};

const pausingKafka: Fault = {
  kind: 'pause-kafka',
  play: (harm) => hold(harm, harm.system.kafka.pid()),
};

const killingKafka: Fault = {
  kind: 'kill-kafka',
  play: async ({ system: { kafka } }) => {
    const exited = kafka.exited();
    process.kill(kafka.pid(), 'SIGKILL');
    await exited;
    await kafka.restart();
  },
};

const killingPostgres: Fault = {
  kind: 'kill-postgres',
  play: async ({ system: { postgres } }) => {
    const exited = postgres.exited();
    process.kill(postgres.pid(), 'SIGKILL');
    await exited;
    await postgres.restart();
  },
};

const BACKENDS = `
SELECT pid FROM pg_stat_activity
WHERE datname LIKE 'ywk_%' AND usename LIKE '%_app' AND pid <> pg_backend_pid() ORDER BY pid`;

const aBackend = async ({ system, chance }: Harm): Promise<number | undefined> => {
  const rows = await ask<{ pid: number }>(system.postgres.url, BACKENDS);
  return rows.length === 0 ? undefined : chance.pick(rows).pid;
};

const terminatingBackends: Fault = {
  kind: 'terminate-backends',
  play: async (harm) => {
    for (let left = harm.chance.whole(1, 8); left > 0; left -= 1) {
      const pid = await aBackend(harm);
      await ask(harm.system.postgres.url, 'SELECT pg_terminate_backend($1)', [pid ?? 0]);
    }
  },
};

/** PostgreSQL then ends all sessions and recovers. */
const killingBackend: Fault = {
  kind: 'kill-backend',
  play: async (harm) => {
    const pid = await aBackend(harm);
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
    const recovered = () => ask(harm.system.postgres.url, 'SELECT 1');
    await eventually(recovered, () => true, { withinMs: BACK_WITHIN_MS, everyMs: 250 });
  },
};

export const PROCESS_FAULTS: readonly Fault[] = [
  ...SERVICES.map(killing),
  ...SERVICES.map(restarting),
  pausing,
  pausingKafka,
  killingKafka,
  killingPostgres,
  terminatingBackends,
  killingBackend,
];
