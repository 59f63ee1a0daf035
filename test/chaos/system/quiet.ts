import { eventually, NeverHappened } from '@ywk/testing';
import { TopicAdmin } from '@ywk/messaging';
import { FOLLOWED } from '../checker/followers.ts';
import { PUBLISHED } from '../checker/topics.ts';
import { SERVICES } from '../checker/dump.ts';
import type { ChaosSystem, Service } from './chaos-system.ts';
import { ask } from './sql.ts';

interface Place {
  readonly name: string;
  readonly log: string;
  readonly partition: number;
  readonly pos: number;
}

const COUNTERS = `
SELECT log AS name, log, partition, last_pos::float8 AS pos FROM log_counter WHERE last_pos > 0`;
const CHECKPOINTS = `
SELECT log AS name, log, partition, pos::float8 AS pos FROM relay_checkpoint`;
const PROGRESS = `
SELECT follower_group AS name, log, partition,
  CASE state WHEN 'running' THEN last_pos::float8 ELSE -1 END AS pos FROM follower_progress`;
const OFFSETS = `
SELECT log AS name, log, partition, coalesce(next_offset, 0)::float8 AS pos
FROM follower_progress WHERE log = ANY($1)`;
const DUE = 'SELECT count(*)::int AS due FROM operator_due';

const DOORS = { 'dispatch.feed.v1': 'duty', 'payroll.ack.v1': 'payroll' } as const;

const keyOf = ({ log, partition }: Pick<Place, 'log' | 'partition'>): string =>
  `${log}/${partition}`;

const everywhere = async (system: ChaosSystem, text: string): Promise<Place[]> => {
  const all = await Promise.all(SERVICES.map((name) => ask<Place>(system.databases[name], text)));
  return all.flat();
};

/** What one holder has not reached yet, in words. */
const short = (who: string, ends: readonly Place[], reached: readonly Place[]): string[] => {
  const at = new Map(reached.map((place) => [keyOf(place), place.pos]));
  return ends.flatMap((end) => {
    const pos = at.get(keyOf(end)) ?? 0;
    return pos === end.pos ? [] : [`${who} ${keyOf(end)}: ${pos} of ${end.pos}`];
  });
};

const doorsBehind = async (system: ChaosSystem): Promise<string[]> => {
  const admin = new TopicAdmin({ brokers: [system.kafka.brokers] });
  try {
    const behind: string[] = [];
    for (const [door, service] of Object.entries(DOORS) as [string, Service][]) {
      const extents = await admin.extents(door);
      const ends = extents
        .filter(({ high }) => high > 0)
        .map(({ partition, high }) => ({ name: door, log: door, partition, pos: high }));
      const reached = await ask<Place>(system.databases[service], OFFSETS, [[door]]);
      behind.push(...short('door', ends, reached));
    }
    return behind;
  } finally {
    await admin.close();
  }
};

/** Everything that is still on its way, in words; empty when all has arrived. */
export const underWay = async (system: ChaosSystem): Promise<string[]> => {
  const counters = await everywhere(system, COUNTERS);
  const progress = await everywhere(system, PROGRESS);
  const checkpoints = await everywhere(system, CHECKPOINTS);
  const published = counters.filter(({ log }) => PUBLISHED.includes(log));
  const followers = Object.entries(FOLLOWED).flatMap(([group, logs]) =>
    short(
      group,
      counters.filter(({ log }) => logs.includes(log)),
      progress.filter(({ name }) => name === group),
    ),
  );
  const [waiting] = await ask<{ due: number }>(system.databases.duty, DUE);
  const due = waiting?.due ?? 0;
  return [
    ...short('relay', published, checkpoints),
    ...followers,
    ...(await doorsBehind(system)),
    ...(due === 0 ? [] : [`${due} badges whose calls are judged again`]),
  ];
};

/**
 * Waits until nothing is on its way any more.
 * @returns what still is when the time is up; empty when all went well
 */
export const untilQuiet = async (system: ChaosSystem, withinMs: number): Promise<string[]> => {
  let left: string[] = ['nothing was looked at'];
  const look = async (): Promise<boolean> => {
    left = await underWay(system);
    return left.length === 0;
  };
  try {
    await eventually(look, (quiet) => quiet, { withinMs, everyMs: 500 });
    return [];
  } catch (error) {
    if (!(error instanceof NeverHappened)) throw error;
    return [...left, error.message];
  }
};
