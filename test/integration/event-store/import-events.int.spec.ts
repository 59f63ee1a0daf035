import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectedHash, type EventEnvelope } from '@ywk/contracts';
import { createPool, importEvents, inTransaction } from '@ywk/event-store';
import { createTestDatabase, type TestDatabase } from '@ywk/testing';
import type { Pool } from 'pg';
import { commandOf, migrate, officersIn, TestLog, writeOf } from './test-log.ts';

const PARTITION = 12;
const [one = '', two = ''] = officersIn(PARTITION, 2);

let from: TestLog;
let events: EventEnvelope[];
let target: TestDatabase;
let owner: Pool;

beforeAll(async () => {
  from = await TestLog.open();
  for (const officer of [one, two, one]) {
    await from.store.append([commandOf(writeOf(from.log, officer, { count: 3 }))]);
  }
  events = await from.eventsOf(PARTITION);
  target = await createTestDatabase('es');
  await migrate(target.url, from.logs);
  owner = createPool({ url: target.url, max: 2, applicationName: 'import-test' });
});
afterAll(async () => {
  await owner.end();
  await target.drop();
  await from.close();
});

const TABLES = ['event', 'log_counter', 'stream_head'];
const rowsOf = async (pool: Pool): Promise<unknown[]> => {
  const all = TABLES.map((table) =>
    pool.query({ text: `SELECT * FROM ${table} t ORDER BY t`, rowMode: 'array' }),
  );
  return (await Promise.all(all)).map(({ rows }) => rows as unknown);
};

const imported = (chosen: readonly EventEnvelope[]): Promise<void> =>
  inTransaction(owner, (tx) => importEvents(tx, chosen, from.registry));

describe('importing events', () => {
  const forged = (pos: number, change: Partial<EventEnvelope>): EventEnvelope => {
    const event = { ...(events[pos - 1] as EventEnvelope), ...change };
    return { ...event, hash: expectedHash(event) };
  };

  it('goes on where the log ends, and refuses everything else whole', async () => {
    const refused = { name: 'ImportRefused' };
    await imported(events.slice(0, 4));
    const before = await rowsOf(owner);
    await expect(imported(events.slice(3, 6))).rejects.toMatchObject(refused);
    await expect(imported(events.slice(5))).rejects.toMatchObject(refused);
    await expect(imported(events.slice(4).toSpliced(1, 1))).rejects.toMatchObject(refused);
    const changed = { ...(events[4] as EventEnvelope), actor: 'somebody' };
    await expect(imported([changed])).rejects.toMatchObject(refused);
    await expect(imported([forged(5, { prevHash: '1'.repeat(64) })])).rejects.toMatchObject(
      refused,
    );
    await expect(imported([forged(5, { streamVersion: 9 })])).rejects.toMatchObject(refused);
    expect(await rowsOf(owner)).toEqual(before);
  });

  it('leaves the same rows, counters and stream heads as the appends did', async () => {
    await imported(events.slice(4));
    expect(await rowsOf(owner)).toEqual(await rowsOf(from.pool));
  });
});
