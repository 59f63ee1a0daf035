import type {
  FetchedBatch,
  GroupAdmin,
  GroupConsumer,
  TopicOffset,
  TopicPartitions,
} from '@ywk/messaging';
import type { Bugs } from '../bugs.ts';
import type { Faults } from '../faults.ts';
import { LOG, PARTITIONS_PLAYED } from '../notes.ts';
import type { Process, World } from '../world.ts';
import type { Topic, TopicEntry } from './topic.ts';

export interface GroupParts {
  readonly world: World;
  readonly topic: Topic;
  readonly faults: Faults;
  readonly bugs: Bugs;
}

/** The coordinator of the consumer group: who is in, and who reads which partition. */
export class Group {
  private readonly members: SimulatedConsumer[] = [];
  private generation = 0;

  constructor(readonly parts: GroupParts) {}

  join(consumer: SimulatedConsumer): void {
    if (!this.members.includes(consumer)) this.members.push(consumer);
    this.rebalance();
  }

  /** A member left, or was not heard of for longer than its session. */
  leave(process: Process): void {
    const at = this.members.findIndex(({ by }) => by === process);
    if (at < 0) return;
    this.members.splice(at, 1);
    this.rebalance();
  }

  has(consumer: SimulatedConsumer): boolean {
    return this.members.includes(consumer);
  }

  rebalance(): void {
    this.generation += 1;
    for (const member of this.members) member.invite();
  }

  assignmentOf(consumer: SimulatedConsumer): number[] {
    const { length } = this.members;
    return PARTITIONS_PLAYED.filter(
      (partition) => this.members[(partition + this.generation) % length] === consumer,
    );
  }
}

const batchOf = (
  partition: number,
  fetchedOffset: number,
  records: readonly TopicEntry[],
): FetchedBatch => {
  const messages = records.map(({ offset, key, bytes }) => ({
    offset: String(offset),
    key: Buffer.from(key),
    value: bytes,
    timestamp: '0',
  }));
  return {
    topic: LOG,
    partition,
    fetchedOffset: String(fetchedOffset),
    messages,
    rawMessages: messages,
    lastOffset: () => messages.at(-1)?.offset ?? String(fetchedOffset),
  };
};

interface Fetched {
  readonly partition: number;
  readonly from: number;
  readonly seeks: number;
  readonly records: readonly TopicEntry[];
}

const MOST_RECORDS = 4;

/** A member of the group, as kafkajs behaves to its user. */
export class SimulatedConsumer implements GroupConsumer {
  private readonly positions = new Map<number, number>();
  private readonly paused = new Set<number>();
  /** Raised at each seek, by partition. */
  private readonly seeks = new Map<number, number>();
  private assigned: readonly number[] = [];
  private invited = false;
  private joining = false;
  private joined: (assignment: Readonly<Record<string, number[]>>) => void = () => undefined;
  private take: (batch: FetchedBatch) => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly group: Group,
    readonly by: Process,
  ) {}

  onJoin(listener: (assignment: Readonly<Record<string, number[]>>) => void): void {
    this.joined = listener;
  }

  onEnd(): void {
    // It never ends for good by itself: processes are killed instead.
  }

  start(_topics: readonly string[], take: (batch: FetchedBatch) => Promise<void>): Promise<void> {
    this.take = take;
    // It was killed before it came so far.
    if (!this.by.alive) return Promise.resolve();
    this.group.join(this);
    void this.run();
    return Promise.resolve();
  }

  pause(places: TopicPartitions[]): void {
    for (const { partitions } of places) for (const p of partitions) this.paused.add(p);
  }

  resume(places: TopicPartitions[]): void {
    for (const { partitions } of places) for (const p of partitions) this.paused.delete(p);
  }

  seek({ partition, offset }: TopicOffset): void {
    this.positions.set(partition, Number(offset));
    this.seeks.set(partition, this.seeksOf(partition) + 1);
  }

  commitOffsets(): Promise<void> {
    return Promise.resolve();
  }

  disconnect(): Promise<void> {
    this.group.leave(this.by);
    return Promise.resolve();
  }

  /** The next heartbeat says that there is a new assignment. */
  invite(): void {
    this.invited = true;
    if (this.joining) return;
    this.joining = true;
    void this.joinUntilCurrent();
  }

  /** Runs again after it was held still: the group may have given it up meanwhile. */
  thawed(): void {
    if (!this.group.has(this)) this.group.join(this);
  }

  /** One after the other: an assignment is heard before the next one is asked for. */
  private async joinUntilCurrent(): Promise<void> {
    const { world } = this.group.parts;
    while (this.invited) {
      this.invited = false;
      const serve = (): readonly number[] => this.group.assignmentOf(this);
      this.assigned = await world.ask({ by: this.by, what: 'join the group', serve });
      world.note(this.by.name, `is assigned partitions [${this.assigned.join(' ')}]`);
      this.joined({ [LOG]: [...this.assigned] });
    }
    this.joining = false;
  }

  private async run(): Promise<void> {
    for (;;) {
      const fetched = await this.fetch();
      if (fetched !== undefined) await this.hand(fetched);
    }
  }

  private fetch(): Promise<Fetched | undefined> {
    return this.group.parts.world.ask({
      by: this.by,
      what: 'fetch',
      reads: true,
      ready: () => this.assigned.some((partition) => this.hasNews(partition)),
      serve: () => this.read(),
    });
  }

  private hasNews(partition: number): boolean {
    if (this.paused.has(partition) || this.group.parts.faults.isSlow(partition)) return false;
    return this.positionOf(partition) !== this.group.parts.topic.high(partition);
  }

  private read(): Fetched | undefined {
    const { topic, world } = this.group.parts;
    const partition = world.chance.pick(this.assigned.filter((p) => this.hasNews(p)));
    if (partition === undefined) return undefined;
    const from = this.positionOf(partition);
    if (from > topic.high(partition)) {
      // Out of range: the client begins at the oldest record without a word.
      this.positions.set(partition, 0);
      return undefined;
    }
    const count = 1 + world.chance.below(MOST_RECORDS);
    const records = topic.records(partition).slice(from, from + count);
    return { partition, from, seeks: this.seeksOf(partition), records };
  }

  private async hand(fetched: Fetched): Promise<void> {
    const { world, bugs } = this.group.parts;
    const { partition, from, seeks, records } = fetched;
    const last = records.at(-1);
    // What was on its way while the position was moved is dropped most often, not always.
    if (last === undefined || (this.isStale(fetched) && world.chance.below(2) === 0)) return;
    const asked = bugs.hearsStaleFetches ? this.positionOf(partition) : from;
    const span = `${last.offset - records.length + 1}–${last.offset}`;
    world.note(this.by.name, `is handed offsets ${span} of partition ${partition}`);
    await this.take(batchOf(partition, asked, records));
    if (seeks === this.seeksOf(partition)) this.positions.set(partition, last.offset + 1);
  }

  private isStale({ partition, seeks }: Fetched): boolean {
    return seeks !== this.seeksOf(partition) || this.paused.has(partition);
  }

  private positionOf(partition: number): number {
    return this.positions.get(partition) ?? 0;
  }

  private seeksOf(partition: number): number {
    return this.seeks.get(partition) ?? 0;
  }
}

/** What a member asks about the topic. */
export const simulatedAdmin = ({ world, topic, bugs }: GroupParts, by: Process): GroupAdmin => ({
  connect: () => Promise.resolve(),
  disconnect: () => Promise.resolve(),
  fetchTopicOffsets: () =>
    world.ask({
      by,
      what: 'look where the topic begins and ends',
      reads: true,
      serve: () =>
        PARTITIONS_PLAYED.map((partition) => {
          const high = String(topic.high(partition));
          return { partition, low: bugs.beginsAtTheEnd ? high : '0', high };
        }),
    }),
});
