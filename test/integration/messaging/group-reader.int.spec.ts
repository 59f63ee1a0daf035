import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  GroupReader,
  TopicWriter,
  type Claim,
  type GroupReaderPort,
  type RawBatch,
  type TopicPartition,
} from '@ywk/messaging';
import { createTestTopics, eventually, kafkaProxy, testKafka, uniqueName } from '@ywk/testing';

const nameOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

/** One member of a group that writes down what befalls it. */
class Member implements GroupReaderPort {
  readonly reader: GroupReader;
  readonly held = new Set<string>();
  readonly taken: RawBatch[] = [];
  readonly failures: unknown[] = [];
  claims = 0;
  refuse: Error | undefined;
  /** How often it was asked for room. */
  asked = 0;
  roomy: Promise<void> = Promise.resolve();

  /** What it wrote to its log. */
  readonly told: string[] = [];

  constructor(group: string, topics: readonly string[], { brokers } = testKafka()) {
    const tell = (_: object, message: string): unknown => this.told.push(message);
    const log = { debug: tell, info: tell, warn: tell, error: tell };
    const options = { brokers, group, topics, sessionTimeoutMs: 10_000, heartbeatMs: 500, log };
    this.reader = new GroupReader(options, this);
  }

  dropped(): void {
    this.held.clear();
  }

  async claim(partitions: readonly TopicPartition[]): Promise<readonly Claim[]> {
    this.claims += 1;
    for (const at of partitions) this.held.add(nameOf(at));
    return partitions.map((at) => ({ ...at, offset: 'earliest' as const }));
  }

  room(): Promise<void> {
    this.asked += 1;
    return this.roomy;
  }

  take(batch: RawBatch): boolean {
    this.taken.push(batch);
    if (this.refuse !== undefined) throw this.refuse;
    return true;
  }

  outOfRange(): boolean {
    return true;
  }

  hints(): [] {
    return [];
  }

  fatal(error: unknown): void {
    this.failures.push(error);
  }
}

const partitionsOf = ({ taken }: Member): number[] => taken.map(({ partition }) => partition);

/** Numbers of the partitions of one topic among names of partitions. */
const numbersIn = (names: readonly string[], topic: string): number[] =>
  names
    .filter((name) => name.startsWith(`${topic}/`))
    .map((name) => Number(name.split('/')[1]))
    .sort((a, b) => a - b);

describe('a reader in a Kafka group', () => {
  const [first, second] = [uniqueName('a'), uniqueName('b')];
  const members: Member[] = [];

  beforeAll(() => createTestTopics({ logs: [first, second] }), 60_000);
  afterEach(async () => {
    await Promise.all(members.splice(0).map(({ reader }) => reader.stop()));
  }, 60_000);

  const join = async (group: string, topics: readonly string[]): Promise<Member> => {
    const member = new Member(group, topics);
    members.push(member);
    await member.reader.start();
    return member;
  };

  const fill = async (topic: string, partition: number, count: number): Promise<void> => {
    const writer = new TopicWriter(testKafka());
    const records = Array.from({ length: count }, (_, at) => ({
      topic,
      partition,
      key: 'k',
      value: `${at}`,
    }));
    await writer.sendBatch(records);
    await writer.close();
  };

  it.each([1, 2, 3, 5])(
    'shares 64 partitions among %d members, one number of all topics to one member',
    async (count) => {
      const group = uniqueName('group');
      const joined = await Promise.all(
        Array.from({ length: count }, () => join(group, [first, second])),
      );
      const fair = [Math.floor(64 / count), Math.ceil(64 / count)];
      await eventually(
        () => joined.map(({ held }) => [...held]),
        (shares) => {
          expect(shares.flat()).toHaveLength(128);
          expect(new Set(shares.flat()).size).toBe(128);
          for (const share of shares) {
            expect(numbersIn(share, first)).toEqual(numbersIn(share, second));
            expect(fair).toContain(numbersIn(share, first).length);
          }
        },
        { withinMs: 40_000 },
      );
    },
    90_000,
  );

  it('T15: takes nothing that was fetched before the last seek', async () => {
    const partition = 7;
    const at = { topic: first, partition };
    const member = await join(uniqueName('group'), [first]);
    await eventually(() => expect(member.held.size).toBe(64));
    for (let round = 0; round < 15; round += 1) {
      // Each claim reads from the start again, while fetches of the one before are in flight.
      await fill(first, partition, 50);
      member.taken.length = 0;
      member.reader.reclaim([at]);
      const wanted = (round + 1) * 50;
      const taken = await eventually(
        () => member.taken.flatMap(({ records }) => records.map(({ offset }) => offset)),
        (offsets) => offsets.at(-1) === wanted - 1,
      );
      // What was in flight before the claim belongs to the round before and ends below its start.
      const from = taken.indexOf(0);
      expect(taken.slice(from)).toEqual(Array.from({ length: wanted }, (_, offset) => offset));
    }
  }, 60_000);

  it('asks brokers that are away at its start until they answer', async () => {
    const proxy = await kafkaProxy(testKafka().brokers[0] ?? '');
    try {
      proxy.decide(() => 'cut');
      const member = new Member(uniqueName('group'), [first], { brokers: [proxy.address] });
      members.push(member);
      const started = member.reader.start();
      const away = 'The brokers do not answer yet';
      await eventually(
        () => member.told,
        (told) => told.includes(away),
        { withinMs: 40_000 },
      );
      proxy.decide(() => 'pass');
      await started;
      await eventually(() => expect(member.held.size).toBe(64));
      await member.reader.stop();
    } finally {
      await proxy.close();
    }
  }, 90_000);

  it('T18: does not let an error out of eachBatch, but ends the reading', async () => {
    const member = await join(uniqueName('group'), [second]);
    await eventually(() => expect(member.held.size).toBe(64));
    member.refuse = new RangeError('A fault in the code that takes records.');
    await fill(second, 11, 3);
    await eventually(() => expect(member.failures).toEqual([member.refuse]));
    member.refuse = undefined;
    await fill(second, 12, 3);
    // Had the error come out, the client would have stopped fetching and joined the group anew.
    await eventually(() => expect(partitionsOf(member)).toContain(12));
    expect(member.claims).toBe(1);
  }, 60_000);

  it('leaves a partition alone after it was told to pause, until it may go on', async () => {
    const member = await join(uniqueName('group'), [second]);
    await eventually(() => expect(member.held.size).toBe(64));
    member.take = (batch) => {
      member.taken.push(batch);
      return batch.partition !== 20;
    };
    await fill(second, 20, 5);
    await eventually(() => expect(partitionsOf(member)).toContain(20));
    await fill(second, 20, 5);
    await fill(second, 21, 5);
    await eventually(() => expect(partitionsOf(member)).toContain(21));
    const offsets = () =>
      member.taken
        .filter(({ partition }) => partition === 20)
        .flatMap(({ records }) => records.map(({ offset }) => offset));
    expect(offsets()).toEqual([0, 1, 2, 3, 4]);
    member.reader.resume([{ topic: second, partition: 20 }]);
    await eventually(() => expect(offsets()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
  }, 60_000);

  it('lets records wait for room', async () => {
    const member = await join(uniqueName('group'), [second]);
    let makeRoom = (): void => undefined;
    member.roomy = new Promise((resolve) => (makeRoom = resolve));
    await fill(second, 9, 10);
    await eventually(
      () => member.asked,
      (asked) => asked > 0,
    );
    expect(member.taken).toEqual([]);
    makeRoom();
    await eventually(() => expect(partitionsOf(member)).toContain(9));
  }, 60_000);

  it('hands records over when no room comes, and asks again after a resume', async () => {
    // Partitions of its own: this new group is given the records of the tests before as well.
    const member = await join(uniqueName('group'), [second]);
    member.roomy = new Promise(() => undefined);
    await fill(second, 30, 10);
    await eventually(() => expect(partitionsOf(member)).toContain(30));
    const { asked } = member;
    await fill(second, 31, 10);
    await eventually(() => expect(partitionsOf(member)).toContain(31));
    expect(member.asked).toBe(asked);
    member.reader.resume([{ topic: second, partition: 30 }]);
    await fill(second, 32, 10);
    await eventually(() => expect(partitionsOf(member)).toContain(32));
    expect(member.asked).toBeGreaterThan(asked);
  }, 60_000);
});
