import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrateDatabase } from '@ywk/event-store';
import { followerMigrations, FollowerServer, storeSource, type LogBatch } from '@ywk/projections';
import { eventually, query } from '@ywk/testing';
import { OwnPostgres } from '../event-store/own-postgres.ts';
import { commandOf, officersIn, writeOf } from '../event-store/test-log.ts';
import { follow } from './trail-follower.ts';

const TABLE = `
CREATE TABLE applied (
  partition smallint NOT NULL,
  pos bigint NOT NULL,
  times int NOT NULL DEFAULT 1,
  PRIMARY KEY (partition, pos)
)`;

const APPLY = `
INSERT INTO applied AS a (partition, pos) SELECT * FROM unnest($1::smallint[], $2::bigint[])
ON CONFLICT (partition, pos) DO UPDATE SET times = a.times + 1`;

let own: OwnPostgres;

beforeAll(async () => {
  own = await OwnPostgres.start();
  await migrateDatabase({ url: own.ownerUrl, migrations: followerMigrations, logs: [] });
  await query(own.ownerUrl, TABLE);
}, 120_000);
afterAll(() => own.stop());

test('F10 killed in the middle of a flush, thrice: everything is applied once', async () => {
  const partitions = [2, 3, 40];
  const officers = partitions.flatMap((partition) => officersIn(partition, 3));
  let flushes = 0;
  let crashes = 0;
  const apply = async ({ events, tx }: LogBatch): Promise<void> => {
    await tx.query(APPLY, [events.map(({ partition }) => partition), events.map(({ pos }) => pos)]);
    flushes += 1;
    if (flushes % 3 !== 2 || crashes === 3) return;
    crashes += 1;
    // The rows are written and the progress is not: neither may remain.
    await own.crash();
  };
  const server = new FollowerServer({
    ...{ group: 'crash', pool: own.pool, registry: own.registry, logs: [own.log] },
    ...{ source: storeSource({ store: own.store, idleMs: 20 }), flush: { maxMs: 20 } },
  });
  const app = await follow(server, own.log, apply);
  for (let round = 0; round < 30; round += 1) {
    for (const officer of officers) {
      const command = commandOf(writeOf(own.log, officer));
      await eventually(() => own.store.append([command]), undefined, { withinMs: 60_000 });
    }
  }
  const counts = () =>
    query<{ events: string; applied: string; twice: string }>(
      own.adminUrl,
      `SELECT (SELECT count(*) FROM event) AS events, count(*) AS applied,
         count(*) FILTER (WHERE times > 1) AS twice FROM applied`,
    );
  const all = String(30 * officers.length);
  await eventually(
    counts,
    (rows) => expect(rows).toEqual([{ events: all, applied: all, twice: '0' }]),
    {
      withinMs: 60_000,
    },
  );
  await app.close();
  expect(crashes).toBe(3);
}, 180_000);
