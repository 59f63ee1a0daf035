import { describe, expect, it } from '@jest/globals';
import { createPool } from '@ywk/event-store';
import { TopicAdmin } from '@ywk/messaging';
import { kafkaSource, type FollowerOptions, type LogBatch } from '@ywk/projections';
import { tcpProxy, testKafka, uniqueName, type TcpProxy } from '@ywk/testing';
import { facts } from './follow-bench.ts';
import { bufferedBy, FollowFixture } from './follow-fixture.ts';
import { SOURCES } from './follow-sources.ts';
import { gate } from './gate.ts';
import { foldTrail } from './trail-follower.ts';

const kafka = SOURCES.filter(({ name }) => name === 'Kafka');

describe.each(kafka)('following a topic', ({ open }) => {
  const fixture = new FollowFixture(open);

  it('T12: reads from the log what the relay left out of the topic', async () => {
    const { bench } = fixture;
    await bench.append(facts(400, 10));
    await bench.relay(({ pos }) => pos % 7 !== 3);
    let filled = 0;
    const hooks = {
      backfilled: (_: string, __: string, events: number) => void (filled += events),
    };
    await fixture.start(fixture.server({ hooks }));
    // The last position of a partition may be one of those left out: one more shows the gap.
    await bench.append(facts(40, 10, 400));
    await bench.relay();
    await bench.caughtUp();
    expect(filled).toBeGreaterThan(0);
  }, 60_000);

  it('T12: reads from the log what the topic does not hold any more', async () => {
    const { bench } = fixture;
    const admin = new TopicAdmin(testKafka());
    const extents = await admin.extents(bench.log);
    for (const { partition, high } of extents.filter(({ high }) => high > 0)) {
      await admin.truncate(bench.log, partition, high);
    }
    await admin.close();
    await bench.append(facts(40, 10, 500));
    await bench.relay();
    await fixture.start(fixture.server());
    await bench.caughtUp();
  }, 60_000);

  it('drops what the relay sent twice', async () => {
    const { bench } = fixture;
    await bench.append(facts(100, 10, 600));
    await bench.relay();
    await fixture.start(fixture.server());
    const partitions = new Set((await bench.events()).map(({ partition }) => partition));
    for (const partition of [...partitions].slice(0, 3)) await bench.relayAgain(partition, 5);
    await bench.append(facts(20, 10, 700));
    await bench.relay();
    await bench.caughtUp();
  }, 60_000);

  it('notes records that are no events, and takes the events around them', async () => {
    const { bench } = fixture;
    await bench.append(facts(20, 1, 800));
    const [event] = (await bench.events()).filter(({ key }) => key === 'o0');
    if (event === undefined) throw new Error('There is no event.');
    const { partition } = event;
    const foreign = bench.recordOf({ ...event, partition: (partition + 1) % 64 }).value;
    const junk = ['{"log":', 'null', '{"data":{}}', foreign];
    await bench.send(junk.map((value) => ({ topic: bench.log, partition, key: 'k', value })));
    await bench.relay();
    const server = fixture.server();
    await fixture.start(server);
    await bench.caughtUp();
    const strays = await server.parkingLot.strays();
    expect(strays.map(({ detail }) => detail)).toEqual([
      'The record is not JSON.',
      'The record is not an event envelope with data.',
      'The member "log" is wrong.',
      `An event of ${bench.log}/${(partition + 1) % 64}.`,
    ]);
  }, 60_000);

  it('holds no more in memory than it was allowed, and a fetch', async () => {
    const { bench } = fixture;
    await bench.append(facts(6_000, 60, 1_000));
    await bench.relay();
    let most = 0;
    const source = kafkaSource({
      ...testKafka(),
      reader: fixture.source().reader,
      fetchBytes: 100_000,
    });
    const flush = { maxEvents: 100, maxMs: 5 };
    const server = fixture.server({ source, maxBuffered: 500, flush });
    await fixture.start(server, async (batch: LogBatch) => {
      most = Math.max(most, bufferedBy(server));
      await foldTrail(batch);
    });
    await bench.caughtUp();
    // What one fetch brings may come on top: here some hundred events.
    expect(most).toBeLessThan(2_000);
  }, 60_000);

  it('T19: stays in the group while a flush takes twice the session time-out', async () => {
    const { bench } = fixture;
    let flushes = 0;
    let drops = 0;
    const server = fixture.server({
      source: kafkaSource({
        ...testKafka(),
        reader: fixture.source().reader,
        sessionTimeoutMs: 6_000,
        heartbeatMs: 500,
      }),
      hooks: { dropped: () => void (drops += 1) },
    });
    await fixture.start(server, async (batch: LogBatch) => {
      flushes += 1;
      if (flushes === 1) await batch.tx.query('SELECT pg_sleep(12.5)');
      await foldTrail(batch);
    });
    await bench.caughtUp(undefined, 40_000);
    await bench.append(facts(30, 10, 9_000));
    await bench.relay();
    await bench.caughtUp();
    // Once when it joined and once when it claimed: it never had to join again.
    expect(drops).toBe(2);
  }, 90_000);
});

/** Statements at which the first of two members is held. */
const STAGES = [
  { stage: 'its claim', holdsAt: 'follower_progress AS p' },
  { stage: 'the parked keys of its claim', holdsAt: 'JOIN parked_event' },
  { stage: 'its BEGIN', holdsAt: 'BEGIN' },
  { stage: 'the lock on its progress', holdsAt: 'WITH asked AS' },
  { stage: 'its writing', holdsAt: 'INSERT INTO trail' },
  { stage: 'its COMMIT', holdsAt: 'COMMIT' },
];

describe.each(kafka)('T13: a rebalance of a topic', ({ open }) => {
  const fixture = new FollowFixture(open);

  it.each(STAGES)(
    'comes while a member waits for $stage',
    async ({ holdsAt }) => {
      const { bench } = fixture;
      const group = uniqueName('trail');
      const url = new URL(bench.database.appUrl);
      const proxy = await tcpProxy({ host: url.hostname, port: Number(url.port) });
      url.host = proxy.address;
      const options = { max: 6, applicationName: 'held', queryTimeoutMs: 5_000 };
      const pool = createPool({ url: url.href, ...options });
      await bench.append(facts(200, 16, 100));
      await bench.relay();
      const reached = holdAt(proxy, holdsAt);
      const first = fixture.start(fixture.server({ group, pool, ...shortSession(fixture) }));
      await reached;
      // The second member joins while the first waits; half of the partitions move.
      await fixture.start(fixture.server({ group, ...shortSession(fixture) }));
      await bench.append(facts(100, 16, 300));
      await bench.relay();
      proxy.heal();
      await first;
      await bench.caughtUp(undefined, 40_000);
      await fixture.endFollowers();
      await pool.end();
      await proxy.close();
    },
    120_000,
  );

  it('comes while a member reads a gap from the log', async () => {
    const { bench } = fixture;
    const group = uniqueName('trail');
    const { reader } = fixture.source();
    const [reached, mayRead] = [gate(), gate()];
    const slow: FollowerOptions['source'] = kafkaSource({
      ...testKafka(),
      sessionTimeoutMs: 6_000,
      reader: {
        ...reader,
        read: async (slice) => {
          reached.open();
          await mayRead.passed;
          return reader.read(slice);
        },
      },
    });
    await bench.append(facts(200, 16, 500));
    await bench.relay(({ pos }) => pos % 5 !== 2);
    await bench.append(facts(64, 64, 700));
    await bench.relay();
    await fixture.start(fixture.server({ group, source: slow }));
    await reached.passed;
    await fixture.start(fixture.server({ group, ...shortSession(fixture) }));
    mayRead.open();
    await bench.caughtUp(undefined, 40_000);
  }, 120_000);
});

const shortSession = (fixture: FollowFixture): Pick<FollowerOptions, 'source'> => ({
  source: kafkaSource({
    ...testKafka(),
    reader: fixture.source().reader,
    sessionTimeoutMs: 6_000,
    heartbeatMs: 300,
  }),
});

/** From the first statement with that text on, the connection that carries it is swallowed. */
const holdAt = (proxy: TcpProxy, text: string): Promise<void> => {
  const reached = gate();
  let connection: number | undefined;
  proxy.decide((chunk) => {
    if (chunk.direction === 'request' && chunk.data.includes(text)) {
      connection ??= chunk.connection;
      reached.open();
    }
    return chunk.connection === connection ? 'drop' : 'pass';
  });
  return reached.passed;
};
