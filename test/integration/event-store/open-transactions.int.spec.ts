import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { partitionOf } from '@ywk/contracts';
import { Relay, verifyLog, storedEvents } from '@ywk/event-store';
import { TopicAdmin, TopicWriter } from '@ywk/messaging';
import { createTestTopics, eventually, testKafka } from '@ywk/testing';
import pg from 'pg';
import { OwnPostgres } from './own-postgres.ts';
import { commandOf, writeOf } from './test-log.ts';

/** Transactions that stay open for as long as the test runs, each the death of another method. */
const HELD: readonly { what: string; database?: string; sql: readonly string[] }[] = [
  {
    what: 'a transaction that has written',
    sql: ['BEGIN', `INSERT INTO bystander VALUES ('open')`],
  },
  {
    what: 'a reader with an old picture',
    sql: ['BEGIN ISOLATION LEVEL REPEATABLE READ', 'SELECT count(*) FROM event'],
  },
  {
    what: 'a prepared transaction that nobody ends',
    sql: ['BEGIN', `INSERT INTO bystander VALUES ('prepared')`, `PREPARE TRANSACTION 'forgotten'`],
  },
  {
    what: 'a transaction in another database',
    database: 'postgres',
    sql: ['BEGIN', 'CREATE TABLE elsewhere (n int)'],
  },
  { what: 'an idle session with an advisory lock', sql: ['SELECT pg_advisory_lock(1)'] },
];

let own: OwnPostgres;
let relay: Relay;
const admin = new TopicAdmin(testKafka());

beforeAll(async () => {
  own = await OwnPostgres.start({ max_prepared_transactions: '5' });
  await createTestTopics({ logs: [own.log] });
  relay = new Relay({
    pool: own.pool,
    store: own.store,
    newWriter: () => new TopicWriter(testKafka()),
    logs: [own.log],
  });
  relay.start();
  const client = new pg.Client({ connectionString: own.adminUrl });
  await client.connect();
  await client.query('CREATE TABLE bystander (note text)');
  await client.end();
}, 120_000);
afterAll(async () => {
  await relay.stop();
  await admin.remove(own.log).finally(() => admin.close());
  await own.stop();
});

const onTopic = async (partition: number): Promise<number> => {
  const extent = (await admin.extents(own.log))[partition];
  return extent === undefined ? 0 : extent.high - extent.low;
};

describe('T6 while there is', () => {
  test.each(HELD)('$what, events are appended, relayed and read', async ({ sql, database }) => {
    const url = new URL(own.adminUrl);
    if (database !== undefined) url.pathname = `/${database}`;
    const holder = new pg.Client({ connectionString: url.href });
    await holder.connect();
    try {
      for (const statement of sql) await holder.query(statement);
      const officer = `o${sql.length}-${sql.at(-1)?.length ?? 0}`;
      const partition = partitionOf(officer);
      const before = await onTopic(partition);
      const since = performance.now();
      const outcomes = await own.store.append([commandOf(writeOf(own.log, officer, { count: 3 }))]);
      expect(outcomes).toMatchObject([{ outcome: 'accepted' }]);
      await eventually(
        () => onTopic(partition),
        (count) => count >= before + 3,
      );
      const whole = await verifyLog(storedEvents(own.pool, own.log));
      expect(whole).toMatchObject({ ok: true });
      const stream = { log: own.log, stream: `officer-${officer}`, key: officer };
      expect(await own.store.readStream(stream)).toHaveLength(3);
      expect(performance.now() - since).toBeLessThan(5_000);
    } finally {
      await holder.end();
    }
  });

  test('a transaction that holds the counter itself, only that partition waits', async () => {
    const holder = new pg.Client({ connectionString: own.adminUrl });
    await holder.connect();
    try {
      const [slow, quick] = ['o1', 'o2'];
      expect(partitionOf(slow)).not.toBe(partitionOf(quick));
      await holder.query('BEGIN');
      await holder.query('SELECT 1 FROM log_counter WHERE partition = $1 AND log = $2 FOR UPDATE', [
        partitionOf(slow),
        own.log,
      ]);
      let through = false;
      const waiting = own.store
        .append([commandOf(writeOf(own.log, slow))])
        .finally(() => (through = true));
      expect(await own.store.append([commandOf(writeOf(own.log, quick))])).toMatchObject([
        { outcome: 'accepted' },
      ]);
      expect(through).toBe(false);
      await holder.query('COMMIT');
      expect(await waiting).toMatchObject([{ outcome: 'accepted' }]);
    } finally {
      await holder.end();
    }
  });
});
