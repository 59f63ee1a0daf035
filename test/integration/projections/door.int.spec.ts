import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createPool } from '@ywk/event-store';
import { TopicAdmin, TopicWriter, type TopicRecord } from '@ywk/messaging';
import { clearHalt, DoorServer, type DoorBatch } from '@ywk/projections';
import { createTestTopics, eventually, testKafka, uniqueName } from '@ywk/testing';
import type { INestApplication } from '@nestjs/common';
import type { Pool } from 'pg';
import { openDatabase, type OpenedDatabase } from './follow-database.ts';
import { follow } from './trail-follower.ts';

const ENTRIES = 'CREATE TABLE entry (partition smallint, at bigint, line text)';

describe('a door', () => {
  const door = `door.${uniqueName('t').replace('_', '')}.v1`;
  const apps: INestApplication[] = [];
  let opened: OpenedDatabase;
  let pool: Pool;

  beforeAll(async () => {
    opened = await openDatabase(ENTRIES);
    pool = createPool({ url: opened.database.appUrl, applicationName: 'door' });
    await createTestTopics({ doors: [door] });
  }, 60_000);
  afterEach(async () => {
    await Promise.all(apps.splice(0).map((app) => app.close()));
    await pool.query('DELETE FROM entry');
  });
  afterAll(async () => {
    await pool.end();
    await opened.database.drop();
  });

  const send = async (lines: readonly string[], partition: number): Promise<void> => {
    const writer = new TopicWriter(testKafka());
    const records = lines.map((line): TopicRecord => ({
      topic: door,
      partition,
      key: 'k',
      value: line,
    }));
    await writer.sendBatch(records);
    await writer.close();
  };

  const write = async ({ partition, records, tx }: DoorBatch): Promise<void> => {
    await tx.query('INSERT INTO entry SELECT $1, * FROM unnest($2::bigint[], $3::text[])', [
      partition,
      records.map(({ offset }) => offset),
      records.map(({ value }) => String(value)),
    ]);
  };

  const lines = async (partition: number): Promise<string[]> => {
    const { rows } = await pool.query<{ line: string }>(
      'SELECT line FROM entry WHERE partition = $1 ORDER BY at',
      [partition],
    );
    return rows.map(({ line }) => line);
  };

  const start = async (group: string, handle = write): Promise<DoorServer> => {
    const server = new DoorServer({ group, pool, ...testKafka(), doors: [door], maxRecords: 10 });
    apps.push(await follow<DoorBatch>(server, door, handle));
    return server;
  };

  it('hands over every record once, in order, and goes on where it stopped', async () => {
    const group = uniqueName('door');
    const first = Array.from({ length: 35 }, (_, at) => `a${at}`);
    await send(first, 3);
    await start(group);
    await eventually(
      () => lines(3),
      (all) => expect(all).toEqual(first),
    );
    await Promise.all(apps.splice(0).map((app) => app.close()));
    await send(['b0', 'b1'], 3);
    await start(group);
    await eventually(
      () => lines(3),
      (all) => expect(all).toEqual([...first, 'b0', 'b1']),
    );
  }, 60_000);

  it('halts at a record that cannot be taken, with all before it, and no other partition', async () => {
    const group = uniqueName('door');
    await send(['one', 'two', 'poison', 'four'], 5);
    await send(['other'], 6);
    const server = await start(group, async (batch) => {
      await write(batch);
      if (batch.records.some(({ value }) => String(value) === 'poison'))
        throw new Error('Refused.');
    });
    await eventually(
      () => lines(6),
      (all) => expect(all).toEqual(['other']),
    );
    const { halted } = await eventually(
      () => server.report(),
      (report) => report.halted.length === 1,
    );
    expect(halted).toEqual([{ log: door, partition: 5, reason: 'Offset 2: Error: Refused.' }]);
    expect(await lines(5)).toEqual(['one', 'two']);
    await clearHalt(pool, { group, log: door, partition: 5, readFrom: 'next' });
    await eventually(
      () => lines(5),
      (all) => expect(all).toEqual(['one', 'two', 'four']),
    );
  }, 60_000);

  it('halts when records are gone before they were taken', async () => {
    const group = uniqueName('door');
    await send(['kept'], 9);
    await start(group);
    await eventually(
      () => lines(9),
      (all) => expect(all).toEqual(['kept']),
    );
    await Promise.all(apps.splice(0).map((app) => app.close()));
    await send(['lost', 'late'], 9);
    const admin = new TopicAdmin(testKafka());
    await admin.extents(door);
    await admin.truncate(door, 9, 2);
    await admin.close();
    const server = await start(group);
    const { halted } = await eventually(
      () => server.report(),
      (report) => report.halted.length === 1,
    );
    expect(halted).toEqual([
      { log: door, partition: 9, reason: 'Offset 1 is asked for; the topic holds 2 to 3.' },
    ]);
    expect(await lines(9)).toEqual(['kept']);
  }, 60_000);
});
