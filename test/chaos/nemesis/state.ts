import { LOGS } from '@ywk/contracts';
import { createPool, rewindRelay } from '@ywk/event-store';
import {
  ensureTopics,
  GroupReader,
  TopicAdmin,
  TopicWriter,
  type TopicRecord,
} from '@ywk/messaging';
import { eventually } from '@ywk/testing';
import pg from 'pg';
import { SERVICES } from '../checker/dump.ts';
import { FOLLOWED } from '../checker/followers.ts';
import { wireOf, type EventRow } from '../checker/form.ts';
import { PUBLISHED } from '../checker/topics.ts';
import { lasting } from '../system/lasting.ts';
import { ask } from '../system/sql.ts';
import { unheard } from '../system/unheard.ts';
import type { Fault, Harm, Service } from './fault.ts';

const ownerOf = (log: string): Service => log.split('.')[0] as Service;

const STEAL = `
UPDATE relay_lease SET owner = 'nemesis', token = token + 1,
  expires_at = clock_timestamp() + interval '4 seconds'`;

const stealingLease: Fault = {
  kind: 'lease-stolen',
  play: async ({ system, chance }) => {
    const name = chance.pick(SERVICES);
    await ask(system.databases[name], STEAL);
    return name;
  },
};

const groupsOf = (service: Service): string[] =>
  Object.keys(FOLLOWED).filter((group) => ownerOf(group) === service);

const RAISE = `
UPDATE follower_progress SET claim_epoch = claim_epoch + 1, owner = 'nemesis'
WHERE follower_group = $1`;

/** Whoever holds the partitions becomes a zombie: nothing it has in memory may be written. */
const raisingEpoch: Fault = {
  kind: 'claim-epoch-raised',
  play: async ({ system, chance }) => {
    const name = chance.pick(SERVICES);
    const group = chance.pick(groupsOf(name));
    await ask(system.databases[name], RAISE, [group]);
    return group;
  },
};

/** A session that holds every counter of a log and does nothing. */
const locking: Fault = {
  kind: 'idle-locker',
  play: async ({ system, chance, long }) => {
    const name = chance.pick(SERVICES);
    const client = new pg.Client({ connectionString: system.databases[name] });
    client.on('error', () => undefined);
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT 1 FROM log_counter ORDER BY log, partition FOR UPDATE');
      await lasting(long ? 5_000 : 2_500);
      await client.query('ROLLBACK');
    } finally {
      await client.end();
    }
    return name;
  },
};

const LATEST = `
SELECT * FROM (
  SELECT * FROM event WHERE log = $1 AND partition = $2 ORDER BY pos DESC LIMIT $3
) e ORDER BY pos`;

const send = async ({ system }: Harm, records: readonly TopicRecord[]): Promise<void> => {
  const writer = new TopicWriter({ brokers: [system.kafka.brokers], log: unheard });
  try {
    await writer.sendBatch(records);
  } finally {
    await writer.close();
  }
};

const PARTITIONS = Array.from({ length: 64 }, (_, partition) => partition);

/** Sends the last events of some partitions again, as a relay that lost an answer does. */
const sendingAgain: Fault = {
  kind: 'suffix-again',
  play: async (harm) => {
    const log = harm.chance.pick([LOGS.fact, LOGS.personnel, LOGS.decision, LOGS.change]);
    const url = harm.system.databases[ownerOf(log)];
    const records: TopicRecord[] = [];
    for (const partition of harm.chance.shuffled(PARTITIONS).slice(0, 12)) {
      const rows = await ask<Raw>(url, LATEST, [log, partition, harm.chance.whole(1, 20)]);
      for (const row of rows) {
        records.push({ topic: log, partition, key: row.key, value: wireOf(printed(row)) });
      }
    }
    await send(harm, records);
    return { log, records: records.length };
  },
};

type Raw = Omit<EventRow, 'prev_hash' | 'hash'> & {
  readonly prev_hash: Buffer;
  readonly hash: Buffer;
};

/** A row as row_to_json would print it. */
const printed = (row: Raw): EventRow => ({
  ...row,
  pos: Number(row.pos),
  occurred_ms: Number(row.occurred_ms),
  recorded_ms: Number(row.recorded_ms),
  prev_hash: row.prev_hash.toString('hex'),
  hash: row.hash.toString('hex'),
});

/** A record that is no event, on the topic of a log. */
const plantingStray: Fault = {
  kind: 'stray-record',
  play: async (harm) => {
    const log = harm.chance.pick(PUBLISHED);
    const value = `no event ${harm.chance.uuid()}`;
    const op = harm.history.invoke('stray', [{ name: `stray:${log}`, body: value, faulty: true }]);
    await send(harm, [{ topic: log, partition: harm.chance.whole(0, 63), key: 'x', value }]);
    harm.history.ok(op, 'stray');
    return log;
  },
};

/** Removes what a topic holds, as retention does before anybody has read it. */
const truncating: Fault = {
  kind: 'topic-truncated',
  play: async ({ system, chance }) => {
    const topic = chance.pick([LOGS.fact, LOGS.personnel, LOGS.decision]);
    const admin = new TopicAdmin({ brokers: [system.kafka.brokers] });
    try {
      const extents = await admin.extents(topic);
      for (const { partition, low, high } of extents) {
        if (high > low) await admin.truncate(topic, partition, high);
      }
    } finally {
      await admin.close();
    }
    return { topic };
  },
};

/** Removes a topic, makes it anew, and lets the log publish itself again. */
const remaking: Fault = {
  kind: 'topic-remade',
  play: async ({ system, chance }) => {
    const topic = chance.pick([LOGS.fact, LOGS.decision]);
    const brokers = [system.kafka.brokers];
    const admin = new TopicAdmin({ brokers });
    const url = system.databases[ownerOf(topic)];
    const pool = createPool({ url, max: 2, applicationName: 'chaos' });
    const make = () => ensureTopics({ brokers, logs: [topic], doors: [] });
    try {
      await admin.remove(topic).finally(async () => {
        // It may be gone although the broker, killed meanwhile, could not say so.
        await rewindRelay(pool, { log: topic, pos: 0 });
        await eventually(make, () => true, { withinMs: 120_000, everyMs: 500 });
      });
    } finally {
      await pool.end();
      await admin.close();
    }
    return { topic };
  },
};

/** A stranger who joins a group of ours and swallows what it is given. */
const joinGroup = async (
  { system }: Harm,
  group: string,
  offset: number | undefined,
): Promise<void> => {
  const held = new Set<string>();
  const reader = new GroupReader(
    {
      brokers: [system.kafka.brokers],
      group,
      topics: [...(FOLLOWED[group] ?? [])],
      log: unheard,
    },
    {
      dropped: () => held.clear(),
      claim: async (places) => {
        for (const { topic, partition } of places) held.add(`${topic} ${partition}`);
        return places.map((at) => ({ ...at, offset: 'earliest' as const }));
      },
      take: () => true,
      outOfRange: () => true,
      hints: () =>
        offset === undefined
          ? []
          : [...held].map((name) => {
              const [topic = '', partition] = name.split(' ');
              return { topic, partition: Number(partition), offset };
            }),
      fatal: () => undefined,
    },
  );
  await reader.start();
  await lasting(1_500);
  await reader.stop();
};

const ON_TOPICS = Object.keys(FOLLOWED).filter((group) =>
  FOLLOWED[group]?.every((log) => PUBLISHED.includes(log) && ownerOf(log) !== ownerOf(group)),
);

const storming: Fault = {
  kind: 'rebalance-storm',
  play: async (harm) => {
    const group = harm.chance.pick(ON_TOPICS);
    for (let left = 3; left > 0; left -= 1) await joinGroup(harm, group, undefined);
    return group;
  },
};

/** The same stranger tells the broker that nothing was read yet. */
const resettingOffsets: Fault = {
  kind: 'offsets-reset',
  play: async (harm) => {
    const group = harm.chance.pick(ON_TOPICS);
    await joinGroup(harm, group, 0);
    return group;
  },
};

export const STATE_FAULTS: readonly Fault[] = [
  stealingLease,
  raisingEpoch,
  locking,
  sendingAgain,
  plantingStray,
  truncating,
  remaking,
  storming,
  resettingOffsets,
];
