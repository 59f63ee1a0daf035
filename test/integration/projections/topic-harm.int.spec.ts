import { describe, expect, it } from '@jest/globals';
import { PARTITIONS } from '@ywk/contracts';
import { GroupReader, TopicAdmin } from '@ywk/messaging';
import { clearHalt, kafkaSource, type FollowerOptions } from '@ywk/projections';
import {
  createTestTopics,
  eventually,
  FETCH,
  kafkaProxy,
  testKafka,
  uniqueName,
} from '@ywk/testing';
import { facts } from './follow-bench.ts';
import { FollowFixture } from './follow-fixture.ts';
import { SOURCES } from './follow-sources.ts';

const kafka = SOURCES.filter(({ name }) => name === 'Kafka');

/** Somebody who joins a group that is not his, and tells the broker other offsets. */
const tellOffsets = async (
  group: string,
  topic: string,
  offsetOf: (partition: number) => number,
): Promise<void> => {
  let joined = false;
  const reader = new GroupReader(
    { ...testKafka(), group, topics: [topic] },
    {
      dropped: () => undefined,
      claim: () => {
        joined = true;
        return Promise.resolve([]);
      },
      take: () => false,
      outOfRange: () => false,
      hints: () =>
        Array.from({ length: PARTITIONS }, (_, partition) => ({
          topic,
          partition,
          offset: offsetOf(partition),
        })),
      fatal: () => undefined,
    },
  );
  await reader.start();
  await eventually(
    () => joined,
    (yes) => yes,
  );
  await reader.stop();
};

const makeAnew = async (topic: string): Promise<void> => {
  const admin = new TopicAdmin(testKafka());
  await admin.remove(topic);
  await eventually(
    () => admin.names(),
    (names) => !names.includes(topic),
  );
  await admin.close();
  await createTestTopics({ logs: [topic] });
};

describe.each(kafka)('harm to a topic, and what followers make of it', ({ open }) => {
  const fixture = new FollowFixture(open);

  /** Events flushed by a follower of the group from now on. */
  const follow = async (group: string, options: Partial<FollowerOptions> = {}) => {
    const seen = { events: 0, halts: [] as string[] };
    const hooks = {
      flushed: (_: string, events: number) => void (seen.events += events),
      halted: (...told: unknown[]) => void seen.halts.push(told.slice(2).join(' ')),
    };
    const server = fixture.server({ group, hooks, ...options });
    await fixture.start(server);
    return seen;
  };

  it('F54: a bit that flipped on the way halts its partition, and is not applied', async () => {
    const { bench } = fixture;
    const proxy = await kafkaProxy(testKafka().brokers[0] ?? '');
    await bench.append([...facts(40, 4), { officer: 'flipped', n: 7 }]);
    await bench.relay();
    const [hit] = (await bench.events()).filter(({ key }) => key === 'flipped');
    if (hit === undefined) throw new Error('The event is not in the log.');
    const { partition, pos } = hit;
    const said = Buffer.from('"n":7,"officer":"flipped"');
    proxy.decide(({ api, direction, bytes }) => {
      const at = api === FETCH && direction === 'response' ? bytes.indexOf(said) : -1;
      if (at < 0) return 'pass';
      const flipped = Buffer.from(bytes);
      flipped[at + 4] = (flipped[at + 4] ?? 0) ^ 1;
      return flipped;
    });
    const halts: string[] = [];
    const server = fixture.server({
      source: kafkaSource({ brokers: [proxy.address], reader: fixture.source().reader }),
      hooks: { halted: (...told) => void halts.push(told.slice(2).join(' ')) },
    });
    await fixture.start(server);
    await bench.caughtUp((event) => event.partition !== partition || event.pos < pos);
    await eventually(() =>
      expect(halts).toEqual([`${partition} Position ${pos} does not match its hash.`]),
    );
    proxy.decide(() => 'pass');
    const { group } = server.parkingLot;
    // The record on the topic is whole: the same again is good now.
    await clearHalt(bench.pool, { group, log: bench.log, partition, readFrom: 'same' });
    await bench.caughtUp();
    await fixture.endFollowers();
    await proxy.close();
  }, 60_000);

  it('F42: offsets that somebody else told the broker change nothing', async () => {
    const { bench } = fixture;
    const group = uniqueName('trail');
    await bench.append(facts(100, 20, 100));
    await bench.relay();
    await follow(group);
    await bench.caughtUp();
    await fixture.endFollowers();
    await bench.append(facts(60, 20, 300));
    await bench.relay();
    // To the start and far behind the end: who believed it would count twice, or miss all.
    await tellOffsets(group, bench.log, (partition) => (partition % 2 === 0 ? 0 : 1_000_000));
    const seen = await follow(group);
    await bench.caughtUp();
    expect(seen).toEqual({ events: 60, halts: [] });
  }, 60_000);

  it('F45, F46: the whole topic again and again, 100,000 records apart, counts nothing', async () => {
    const { bench } = fixture;
    await bench.append(facts(1_500, 40, 500));
    await bench.relay();
    const seen = await follow(uniqueName('trail'));
    await bench.caughtUp();
    const { events } = seen;
    const records = (await bench.events()).map((event) => bench.recordOf(event));
    for (let sent = 0; sent < 100_000; sent += records.length) await bench.send(records);
    await bench.append(facts(100, 100, 5_000));
    await bench.relay();
    await bench.caughtUp(undefined, 40_000);
    expect(seen).toEqual({ events: events + 100, halts: [] });
  }, 90_000);

  it('T12: one that was made anew holds nothing of what was missed: the log is read', async () => {
    const { bench } = fixture;
    const group = uniqueName('trail');
    await follow(group);
    await bench.caughtUp();
    await fixture.endFollowers();
    await bench.append(facts(40, 20, 6_000));
    await bench.relay();
    await makeAnew(bench.log);
    // No record comes that would show the gap; nor does one come when there is no relay.
    const seen = await follow(group, { tailMs: 300 });
    await bench.caughtUp();
    await bench.append(facts(40, 20, 7_000));
    await bench.caughtUp();
    await bench.relay();
    await bench.append(facts(20, 20, 8_000));
    await bench.relay();
    await bench.caughtUp();
    expect(seen).toEqual({ events: 100, halts: [] });
  }, 60_000);

  it('T12: one that says more than its log halts, and nothing of it is applied', async () => {
    const { bench } = fixture;
    const seen = await follow(uniqueName('trail'), { tailMs: 300 });
    await bench.caughtUp();
    const last = (await bench.events()).at(-1);
    if (last === undefined) throw new Error('The log is empty.');
    const { partition, pos } = last;
    await bench.send([bench.recordOf({ ...last, pos: pos + 2 })]);
    const reason = `The topic holds position ${pos + 2}; the log ends at ${pos}.`;
    await eventually(() => expect(seen.halts).toEqual([`${partition} ${reason}`]));
    await bench.caughtUp();
  }, 60_000);
});
