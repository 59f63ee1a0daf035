import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeEnvelope } from '@ywk/contracts';
import { createPool, verifyLog, type LogRecord } from '@ywk/event-store';
import { TopicAdmin, TopicWriter } from '@ywk/messaging';
import {
  createTestTopics,
  eventually,
  kafkaProxy,
  PRODUCE,
  tcpProxy,
  testKafka,
  type Fate,
  type KafkaFrame,
} from '@ywk/testing';
import { followed, RelayBench, sorted, topicContent } from './relay-bench.ts';
import { seeded } from './test-log.ts';

let bench: RelayBench;

beforeAll(async () => {
  bench = await RelayBench.open();
}, 60_000);
afterAll(() => bench.close());
afterEach(async () => {
  await bench.stop();
  bench.errors.splice(0);
  // T10, whatever happened: a relay has one batch in flight and never two.
  const flights = bench.flights.splice(0).map(({ most }) => most);
  expect(Math.max(...flights)).toBe(1);
});

/** The topic holds the log: a reader who drops what it has passed gets each event once, in order. */
const expectWholeLog = async (): Promise<{ doubled: number }> => {
  const { events, holes, doubled } = followed(await topicContent(bench.log.log));
  expect(holes).toEqual([]);
  expect(sorted(events)).toEqual(await bench.stored());
  return { doubled };
};

describe('the relay', () => {
  test('copies the log byte for byte, once, and goes on where it stopped', async () => {
    bench.start();
    await bench.append(500);
    await bench.caughtUp();
    await bench.stop();
    // The first records on a new topic may be doubled by kafkajs: leaders are still being found.
    const { doubled } = followed(await topicContent(bench.log.log));
    await bench.append(300, 500);
    bench.start();
    await bench.caughtUp();
    const records = await topicContent(bench.log.log);
    const read = followed(records);
    expect(read).toMatchObject({ doubled, holes: [] });
    expect(await verifyLog(read.events)).toMatchObject({ ok: true });
    const lines = (await bench.stored()).map(encodeEnvelope);
    expect(new Set(records.map(({ value }) => value?.toString('utf8')))).toEqual(new Set(lines));
    expect(read.events.map(({ key }) => key).sort()).toEqual(
      [...new Map(records.map((one) => [one.value?.toString('utf8'), one.key])).values()].sort(),
    );
  });

  test('is woken by an append, and tells how far behind it is', async () => {
    // A poll this slow would show: only the wake brings the events in time.
    bench.start({ pollMs: 60_000 });
    await eventually(
      () => bench.reports.at(-1)?.leading,
      (leading) => leading === true,
    );
    bench.reports.splice(0);
    await bench.append(50, 1_000);
    await bench.caughtUp(5_000);
    const busy = bench.reports.find(({ backlog }) => backlog > 0);
    expect(busy).toMatchObject({ leading: true, range: { from: 0, to: 63 } });
    expect(busy?.ageMs).toBeLessThan(5_000);
    expect(bench.reports.reduce((sum, { sent }) => sum + sent, 0)).toBeGreaterThan(0);
    bench.log.store.announce([bench.log.log]);
    await eventually(
      () => bench.reports.at(-1),
      (last) => last?.backlog === 0 && last.ageMs === 0,
    );
  });

  test('carries an event of 64 KiB, and many of them', async () => {
    const text = '警'.repeat(21_000);
    const writes = Array.from({ length: 40 }, (_, n) => bench.large(`large${n % 4}`, text));
    for (const write of writes) await bench.log.store.append([write]);
    bench.start();
    await bench.caughtUp();
    await expectWholeLog();
    expect(bench.errors).toEqual([]);
  });

  test('gives each partition its turn when all have much to send', async () => {
    await bench.append(12_800, 150_000);
    const calls: number[][] = [];
    const before = (records: readonly LogRecord[]): Promise<void> => {
      calls.push(records.map(({ partition }) => partition));
      return Promise.resolve();
    };
    bench.start({}, [{ before }]);
    await bench.caughtUp();
    // A call holds 1,250 records at most, and 78 of a partition while others wait.
    expect(Math.max(...calls.map(({ length }) => length))).toBeLessThanOrEqual(1_250);
    expect(new Set(calls.slice(0, 6).flat())).toEqual(new Set(calls.flat()));
    await expectWholeLog();
  });
});

describe('T8 the acknowledgement of a batch', () => {
  /** The first so many frames that match suffer it; then all is well. */
  const times = (count: number, matches: (frame: KafkaFrame) => boolean, fate: Fate) => {
    let left = count;
    const decide = (frame: KafkaFrame): Fate => {
      if (left === 0 || !matches(frame)) return 'pass';
      left -= 1;
      return fate;
    };
    return { decide, left: () => left };
  };
  const request = ({ api, direction }: KafkaFrame) => api === PRODUCE && direction === 'request';
  const answer = ({ api, direction }: KafkaFrame) => api === PRODUCE && direction === 'response';

  test.each([
    { what: 'never arrives, for the request was cut off', count: 1, of: request, fate: 'cut' },
    { what: 'is cut off after the batch was stored', count: 1, of: answer, fate: 'cut' },
    { what: 'never arrives, for half of the request was', count: 6, of: request, fate: 'cutHalf' },
    { what: 'is cut off half way', count: 1, of: answer, fate: 'cutHalf' },
    { what: 'is cut off again and again', count: 6, of: answer, fate: 'cut' },
    { what: 'is swallowed', count: 1, of: answer, fate: 'drop' },
    { what: 'comes too late', count: 2, of: answer, fate: 2_500 },
    { what: 'comes too late, as the request did', count: 1, of: request, fate: 2_500 },
    { what: 'is lost with the request, again and again', count: 6, of: request, fate: 'drop' },
  ] as const)(
    '$what',
    async ({ count, of, fate }) => {
      const proxy = await kafkaProxy(testKafka().brokers[0] ?? '');
      try {
        const harm = times(count, of, fate);
        proxy.decide(harm.decide);
        bench.start({}, [{ brokers: [proxy.address], requestTimeoutMs: 1_000 }]);
        await bench.append(200, Math.floor(performance.now()));
        await bench.caughtUp(50_000);
        await bench.stop();
      } finally {
        await proxy.close();
      }
      await expectWholeLog();
    },
    90_000,
  );

  test.each([
    { when: 'before it', fate: 'silence' },
    { when: 'behind it', fate: 'silenceAfter' },
  ] as const)(
    'that came, and a black hole as it was written down, $when',
    async ({ fate }) => {
      const target = new URL(bench.log.database.appUrl);
      const proxy = await tcpProxy({ host: target.hostname, port: Number(target.port) });
      target.port = String(proxy.port);
      const options = { max: 3, applicationName: 'relay', queryTimeoutMs: 1_000 };
      const pool = createPool({ url: target.href, ...options });
      try {
        const gone = proxy.once(
          ({ direction, data }) => direction === 'request' && data.includes('relay_save'),
          fate,
        );
        bench.start({ pool });
        await bench.append(200, 40_000);
        await gone;
        await bench.caughtUp();
        await bench.stop();
        expect(bench.errors.map(String)).toContain('Error: Query read timeout');
      } finally {
        await pool.end();
        await proxy.close();
      }
      await expectWholeLog();
    },
    60_000,
  );

  test('that came and was not written down costs a part sent twice', async () => {
    await bench.append(200, 50_000);
    bench.start();
    await bench.caughtUp();
    await bench.stop();
    const before = await expectWholeLog();
    await bench.log.pool.query(
      'UPDATE relay_checkpoint SET pos = pos - 1 WHERE partition >= 0 AND log = $1 AND pos > 0',
      [bench.log.log],
    );
    bench.start();
    await bench.caughtUp();
    const { doubled } = await expectWholeLog();
    expect(doubled).toBeGreaterThan(before.doubled);
  });
});

test('T10 a writer refuses a second batch while one is in flight', async () => {
  bench.start();
  await bench.append(1, 55_000);
  await bench.caughtUp();
  await bench.stop();
  const [event] = await bench.stored();
  if (event === undefined) throw new Error('The log is empty.');
  const { partition, key } = event;
  const record = { topic: bench.log.log, partition, key, value: encodeEnvelope(event) };
  const writer = new TopicWriter(testKafka());
  const both = await Promise.allSettled([writer.sendBatch([record]), writer.sendBatch([record])]);
  await writer.close();
  expect(both).toMatchObject([
    { status: 'fulfilled' },
    { status: 'rejected', reason: { name: 'OverlappingSend' } },
  ]);
  await expectWholeLog();
});

describe('T9 two leaders', () => {
  test('one that was away too long does no harm when it comes back', async () => {
    const target = new URL(bench.log.database.appUrl);
    const proxy = await tcpProxy({ host: target.hostname, port: Number(target.port) });
    target.port = String(proxy.port);
    const url = target.href;
    const pool = createPool({ url, max: 4, applicationName: 'zombie', queryTimeoutMs: 1_000 });
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let waiting = false;
    const hold = async (): Promise<void> => {
      waiting = true;
      await gate;
    };
    try {
      const zombie = bench.start({ pool, owner: 'zombie', leaseMs: 600 }, [{ before: hold }, {}]);
      await bench.append(200, 60_000);
      await eventually(
        () => waiting,
        (yes) => yes,
      );
      // It has a batch in hand and cannot reach the database any more: its lease runs out.
      proxy.blackHole();
      bench.start({ owner: 'heir', leaseMs: 600 });
      await bench.append(200, 61_000);
      await bench.caughtUp();
      const stopping = zombie.stop();
      release();
      proxy.heal();
      await stopping;
      await bench.append(100, 62_000);
      await bench.caughtUp();
    } finally {
      release();
      await bench.stop();
      await pool.end();
      await proxy.close();
    }
    const { doubled } = await expectWholeLog();
    expect(doubled).toBeGreaterThan(0);
  }, 60_000);

  test('that want the same range take turns, and the second goes on at once', async () => {
    const first = bench.start({ owner: 'first' });
    await bench.append(100, 70_000);
    await bench.caughtUp();
    bench.start({ owner: 'second' });
    await first.stop();
    await bench.append(100, 71_000);
    await bench.caughtUp();
    await expectWholeLog();
  });

  test('with a half each share the work', async () => {
    bench.start({ owner: 'low', ranges: [{ from: 0, to: 31 }] });
    bench.start({ owner: 'high', ranges: [{ from: 32, to: 63 }] });
    await bench.append(300, 80_000);
    await bench.caughtUp();
    await expectWholeLog();
  });
});

test('T11 from any checkpoint that is not ahead, the topic stays in order', async () => {
  const pick = seeded(20260517);
  await bench.append(300, 90_000);
  for (let round = 0; round < 5; round += 1) {
    const from = pick(60);
    await bench.rewind(pick(6), { from, to: from + pick(4) });
    bench.start();
    await bench.append(100, 91_000 + round * 1_000);
    await bench.caughtUp();
    // Some of them set back while the relay is at work.
    await bench.rewind(pick(6), { from, to: from });
    await bench.caughtUp();
    if (pick(2) === 0) await bench.stop();
  }
  await bench.stop();
  await expectWholeLog();
}, 120_000);

describe('T12 a topic that lost its records', () => {
  const admin = new TopicAdmin(testKafka());
  afterAll(() => admin.close());

  test('shows a hole to its readers, until the log publishes itself again', async () => {
    await bench.append(100, 100_000);
    bench.start();
    await bench.caughtUp();
    await bench.stop();
    const { partition, high } = (await admin.extents(bench.log.log)).reduce((most, extent) =>
      extent.high > most.high ? extent : most,
    );
    await admin.truncate(bench.log.log, partition, Math.floor(high / 2));
    expect(followed(await topicContent(bench.log.log)).holes).not.toEqual([]);
    await bench.rewind(0, { from: partition, to: partition });
    bench.start();
    await bench.caughtUp();
    await bench.stop();
    const mine = (await topicContent(bench.log.log)).filter((one) => one.partition === partition);
    const { events } = followed(mine.slice(-(await bench.log.eventsOf(partition)).length));
    expect(events).toEqual(await bench.log.eventsOf(partition));
  });

  test('and was made anew, holds the whole log again', async () => {
    await admin.remove(bench.log.log);
    await eventually(
      () => admin.names(),
      (names) => !names.includes(bench.log.log),
    );
    bench.start();
    await bench.append(10, 110_000);
    await eventually(
      () => bench.errors.length,
      (count) => count > 0,
      { withinMs: 30_000 },
    );
    await createTestTopics({ logs: [bench.log.log] });
    await bench.caughtUp();
    expect(followed(await topicContent(bench.log.log)).holes).not.toEqual([]);
    await bench.stop();
    await admin.remove(bench.log.log);
    await eventually(
      () => admin.names(),
      (names) => !names.includes(bench.log.log),
    );
    await createTestTopics({ logs: [bench.log.log] });
    await bench.rewind(0);
    bench.start();
    await bench.caughtUp();
    await expectWholeLog();
  }, 90_000);
});
