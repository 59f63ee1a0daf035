import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { partitionOf, type DispatchEvent } from '@ywk/contracts';
import { FeedConsumer, GROUPS } from '@ywk/duty-app';
import { connectLogServer, TopicWriter } from '@ywk/messaging';
import { DoorServer, type DoorBatch } from '@ywk/projections';
import { createPool } from '@ywk/event-store';
import { createTestTopics, eventually, query, testKafka, uniqueName } from '@ywk/testing';
import { DutyBench } from './duty-bench.ts';
import { netFacts } from './net-facts.ts';

const ANN = '0190a1b2-c3d4-7e5f-8a6b-000000000001';
const topic = uniqueName('feed');
const head = { source: 'cad-k', callId: 'C1' };
const received: DispatchEvent = {
  ...head,
  eventId: 'R',
  kind: 'received',
  at: '2024-05-31T15:50:00Z',
};
const answered: DispatchEvent = {
  ...head,
  eventId: 'A',
  kind: 'answered',
  at: '2024-05-31T15:50:07Z',
  badge: 'F1',
};

let duty: DutyBench;
let writer: TopicWriter;
let pool: ReturnType<typeof createPool>;
const { brokers } = testKafka();

/** Connects the service's handler of the feed to a topic that no other test uses. */
const open = async (): Promise<DoorServer> => {
  const server = new DoorServer({
    group: `${GROUPS.feed}.${topic}`,
    doors: [topic],
    pool,
    brokers,
    maxRecords: 50,
  });
  const consumer = duty.app.get(FeedConsumer);
  server.addHandler(topic, (batch: DoorBatch) => consumer.onFeed(batch), true);
  connectLogServer(duty.app, server);
  await new Promise<void>((done, failed) =>
    server.listen((error) => (error === undefined ? done() : failed(error as Error))),
  );
  return server;
};

const write = (...values: (object | string)[]) =>
  writer.sendBatch(
    values.map((value) => ({
      topic,
      partition: partitionOf('C1'),
      key: 'C1',
      value: typeof value === 'string' ? value : JSON.stringify(value),
    })),
  );

beforeAll(async () => {
  await createTestTopics({ doors: [topic] });
  duty = await DutyBench.start();
  pool = createPool({ url: duty.database.appUrl, max: 4, applicationName: 'door' });
  writer = new TopicWriter({ brokers });
  await duty.hire(ANN, 'F1');
}, 120_000);
afterAll(async () => {
  await writer.close();
  await pool.end();
  await duty.stop();
});

describe('the topic of the feed', () => {
  test('takes messages, parks what is none in sight, and goes on', async () => {
    const server = await open();
    await write(
      received,
      '{"broken":',
      'x'.repeat(70_000),
      { ...answered, callerName: 'x' },
      answered,
      answered,
    );
    await eventually(
      () => netFacts(duty),
      (facts) => expect(facts).toEqual([expect.stringContaining('"answerMs":7000')]),
      { withinMs: 30_000 },
    );
    await server.close();
    const items = await duty.list('/v1/refused-lines');
    const partition = partitionOf('C1');
    expect(items).toHaveLength(3);
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'LINE_NOT_JSON', door: topic, place: `${partition}/1` }),
        expect.objectContaining({ code: 'LINE_TOO_LONG', place: `${partition}/2` }),
        expect.objectContaining({ code: 'SCHEMA_MISMATCH', place: `${partition}/3` }),
      ]),
    );
  }, 60_000);

  test('goes on where it stopped, and counts nothing twice over both doors', async () => {
    const before = await netFacts(duty);
    const server = await open();
    await duty.feed([{ ...received, callId: 'C2', eventId: 'R2' }]);
    await write({ ...received, callId: 'C2', eventId: 'R2' }, answered);
    const offset = async () =>
      query<{ next: string }>(
        duty.database.adminUrl,
        'SELECT next_offset AS next FROM follower_progress WHERE partition = $1 AND log = $2',
        [partitionOf('C1'), topic],
      );
    await eventually(offset, (rows) => expect(rows).toMatchObject([{ next: '8' }]), {
      withinMs: 30_000,
    });
    await server.close();
    expect(await netFacts(duty)).toEqual(before);
    expect((await duty.get('/v1/calls/cad-k/C2')).version).toBe(1);
  }, 60_000);

  test('takes many partitions at once', async () => {
    const calls = Array.from({ length: 600 }, (_, n) => `M${n}`);
    const server = await open();
    await writer.sendBatch(
      calls.flatMap((callId) =>
        [received, answered].map((event) => ({
          topic,
          partition: partitionOf(callId),
          key: callId,
          value: JSON.stringify({ ...event, callId, eventId: `${callId}.${event.eventId}` }),
        })),
      ),
    );
    await eventually(
      () => netFacts(duty),
      (facts) => expect(facts).toHaveLength(calls.length + 1),
      { withinMs: 90_000, everyMs: 1_000 },
    );
    await server.close();
  }, 120_000);
});
