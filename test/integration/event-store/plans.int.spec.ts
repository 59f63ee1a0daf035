import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createPool, EventStore } from '@ywk/event-store';
import { eventually, query } from '@ywk/testing';
import { commandOf, officersIn, TestLog, writeOf } from './test-log.ts';

const PARTITION = 33;
const EVENTS = 200_000;
const STREAMS = 2_000;

/** Fills the tables past the function: a log that is large, and a database that knows it. */
const fill = `
INSERT INTO event (partition, log, pos, log_epoch, prev_hash, hash, event_id, type, v, stream,
  stream_version, key, occurred_ms, recorded_ms, command_id, actor, officer, num, data)
SELECT p, $1, n, 1, sha256('a'), sha256('a'), gen_random_uuid(), 'Noted', 1,
  'officer-x' || n % ${STREAMS / 4}, n / ${STREAMS / 4} + 1, 'x' || n % ${STREAMS / 4}, n, n,
  gen_random_uuid(), 'tester', 'x', 1, '{"n":1,"officer":"x' || n % ${STREAMS / 4} || '"}'
FROM unnest(ARRAY[${PARTITION}, 34, 35, 36]) AS p, generate_series(1, ${EVENTS / 4}) AS n`;

const heads = `
INSERT INTO stream_head (partition, log, stream, stream_version)
SELECT partition, log, stream, max(stream_version) FROM event GROUP BY partition, log, stream`;

const commands = `
INSERT INTO command_id (partition, log, command_id, request_hash, positions, recorded_ms)
SELECT n % 64, $1, gen_random_uuid(), sha256('a'), '[]', n
FROM generate_series(1, ${EVENTS / 4}) AS n`;

const counters = `UPDATE log_counter SET last_pos = ${EVENTS / 4}
  WHERE log = $1 AND partition BETWEEN ${PARTITION} AND 36`;

interface Use {
  readonly name: string;
  readonly scans: number;
  readonly rows: number;
}

const TABLES = ['event', 'stream_head', 'command_id'];

let log: TestLog;

beforeAll(async () => {
  log = await TestLog.open();
  await query(log.database.url, fill, [log.log]);
  await query(log.database.url, heads);
  await query(log.database.url, commands, [log.log]);
  await query(log.database.url, counters, [log.log]);
  for (const table of TABLES) await query(log.database.adminUrl, `VACUUM ANALYZE ${table}`);
}, 120_000);
afterAll(() => log.close());

const sequential = (): Promise<Use[]> =>
  query<Use & Record<string, unknown>>(
    log.database.adminUrl,
    `SELECT relname AS name, seq_scan::int AS scans, seq_tup_read::int AS rows
     FROM pg_stat_user_tables WHERE relname = ANY($1) ORDER BY relname`,
    [TABLES],
  );

const byIndex = async (): Promise<Map<string, Use>> => {
  const rows = await query<Use & Record<string, unknown>>(
    log.database.adminUrl,
    `SELECT indexrelname AS name, idx_scan::int AS scans, idx_tup_read::int AS rows
     FROM pg_stat_user_indexes WHERE relname = ANY($1)`,
    [TABLES],
  );
  return new Map(rows.map((row) => [row.name, row]));
};

/** What the work did to the statistics, once its connections are closed and have told them. */
const useOf = async (work: (store: EventStore) => Promise<void>): Promise<Map<string, Use>> => {
  const before = await byIndex();
  const tables = await sequential();
  const pool = createPool({ url: log.database.appUrl, max: 1, applicationName: 'plans' });
  await work(new EventStore({ pool, registry: log.registry })).finally(() => pool.end());
  const total = (uses: Map<string, Use>) =>
    [...uses.values()].reduce((sum, use) => sum + use.scans, 0);
  const after = await eventually(byIndex, (uses) => total(uses) > total(before));
  expect(await sequential()).toEqual(tables);
  return new Map(
    [...after].map(([name, { scans, rows }]) => {
      const old = before.get(name) ?? { scans: 0, rows: 0 };
      return [name, { name, scans: scans - old.scans, rows: rows - old.rows }];
    }),
  );
};

const PRIMARY = 'event_pkey';
const BY_STREAM = 'event_partition_log_stream_stream_version_key';

test('T7 a stream is read by its index, and nothing but it', async () => {
  const [key = ''] = ['x7'];
  const use = await useOf(async (store) => {
    // More often than the plan for any parameters needs to take over from the one for these.
    for (let round = 0; round < 8; round += 1) {
      await store.readStream({ log: log.log, stream: `officer-${key}`, key, partition: PARTITION });
    }
  });
  expect(use.get(BY_STREAM)).toMatchObject({ scans: 8, rows: (8 * EVENTS) / STREAMS });
  expect(use.get(PRIMARY)).toMatchObject({ scans: 0 });
});

test('T7 many streams are read by the index, one search for each', async () => {
  const names = ['x1', 'x2', 'x3'].map((key) => ({ stream: `officer-${key}`, key }));
  const use = await useOf(async (store) => {
    for (let round = 0; round < 8; round += 1) await store.readStreams(log.log, names);
  });
  expect(use.get(BY_STREAM)).toMatchObject({ scans: 24 });
});

test('T7 a piece of a log is read by position, and no more than asked for', async () => {
  const use = await useOf(async (store) => {
    for (let round = 0; round < 8; round += 1) {
      const after = 40_000 + round * 100;
      await store.readLog({ log: log.log, partition: PARTITION, after, limit: 100 });
    }
  });
  expect(use.get(PRIMARY)).toMatchObject({ scans: 8, rows: 800 });
});

test('T7 an append finds its stream and its command by their keys', async () => {
  const officers = officersIn(PARTITION, 10);
  const use = await useOf(async (store) => {
    for (let round = 0; round < 8; round += 1) {
      await store.append([commandOf(writeOf(log.log, officers[0] ?? ''))]);
      await store.append([commandOf(...officers.map((officer) => writeOf(log.log, officer)))]);
      await store.append([commandOf(writeOf(log.log, 'x7', { count: 20 }))]);
    }
  });
  expect(use.get('stream_head_pkey')?.scans).toBeGreaterThan(0);
  expect(use.get('command_id_pkey')?.scans).toBeGreaterThan(0);
});
