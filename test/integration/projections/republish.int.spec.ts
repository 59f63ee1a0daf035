import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TopicAdmin } from '@ywk/messaging';
import { createTestTopics, eventually, testKafka } from '@ywk/testing';
import { FaultBench } from '../../cluster/fault-bench.ts';
import { runYwk } from '../../support/run-ywk.ts';
import { followed, topicContent } from '../event-store/relay-bench.ts';
import { facts } from './follow-bench.ts';

const admin = new TopicAdmin(testKafka());
let bench: FaultBench;

beforeAll(async () => {
  bench = await FaultBench.open();
}, 60_000);

afterAll(async () => {
  await admin.close();
  await bench.close();
}, 60_000);

const republish = (...words: readonly string[]) => {
  const { appUrl } = bench.bench.database;
  return runYwk('log', 'republish', '--service', 'duty', '--database', appUrl, ...words);
};

/** What each partition of the topic holds at its end, as long as the log itself is. */
const endsOfTopic = async (): Promise<boolean[]> => {
  const content = await topicContent(bench.log);
  const heads = await bench.bench.store.heads(bench.log);
  return heads
    .filter(({ lastPos }) => lastPos > 0)
    .map(({ partition, lastPos }) => {
      const mine = content.filter((record) => record.partition === partition).slice(-lastPos);
      const { events, holes } = followed(mine);
      return holes.length === 0 && events.at(-1)?.pos === lastPos;
    });
};

test('a topic was deleted and made anew: followers lose nothing, and the log fills it again', async () => {
  await bench.bench.append(facts(1_000, 50));
  await bench.settled();
  const feed = bench.play();
  await admin.remove(bench.log);
  await eventually(
    () => admin.names(),
    (names) => !names.includes(bench.log),
  );
  await eventually(
    () => bench.errors.length,
    (errors) => errors > 0,
    { withinMs: 30_000 },
  );
  await createTestTopics({ logs: [bench.log] });
  await bench.flows(200);
  const { code, out } = await republish('--log', bench.log);
  expect(code).toBe(0);
  expect(out).toMatch(/: \d{4,} events are sent again, from position 1/);
  expect(out).toContain(`✔ ${bench.log}: the topic holds the log`);
  await feed.stop();
  await bench.bench.caughtUp();
  await eventually(endsOfTopic, (whole) => whole.every(Boolean), { withinMs: 20_000 });
  await bench.readAgain();
  expect(bench.halted).toEqual([]);
}, 120_000);

test('one partition is sent again from a position', async () => {
  const heads = await bench.bench.store.heads(bench.log);
  const { partition, lastPos } = heads.reduce((most, head) =>
    head.lastPos > most.lastPos ? head : most,
  );
  const records = async (): Promise<number> =>
    (await admin.extents(bench.log))[partition]?.high ?? 0;
  const before = await records();
  const words = ['--partition', String(partition), '--from', String(lastPos - 4)];
  const { out } = await republish('--log', bench.log, ...words);
  expect(out).toContain(`${bench.log}/${partition}: 5 events are sent again`);
  expect(await records()).toBe(before + 5);
  await bench.bench.caughtUp();
}, 60_000);

test('a log that is not published is refused, and those that are get named', async () => {
  await expect(republish('--log', 'nothing.v1')).rejects.toThrow(
    `duty publishes no log "nothing.v1". It publishes: ${bench.log}.`,
  );
});
