import { Kafka, logLevel } from 'kafkajs';
import type { Consumer, EachBatchPayload } from 'kafkajs';
import { kafkaLogger, standardError } from './kafka-logger.ts';
import type { MessagingLog } from './kafka-logger.ts';
import { partitionNumberAssigner } from './partition-assigner.ts';
import { nameOf, rawBatchOf, ReadPosition } from './read-position.ts';
import type { Claim, GroupReaderPort, TopicPartition } from './records.ts';
import { byTopic, TopicRanges } from './topic-ranges.ts';

export interface GroupReaderOptions {
  readonly brokers: readonly string[];
  readonly group: string;
  readonly topics: readonly string[];
  readonly clientId?: string;
  /** ms; 30,000 when not given. */
  readonly sessionTimeoutMs?: number;
  /** ms; 3,000 when not given. */
  readonly heartbeatMs?: number;
  /** A partition with records to read that does not move for so long ends the reader, ms; 60,000. */
  readonly stallMs?: number;
  /** How often offsets are told to the broker, ms; 5,000 when not given. */
  readonly hintMs?: number;
  /** Bytes of one fetch, which all come into memory; 8 MiB when not given. */
  readonly fetchBytes?: number;
  readonly log?: MessagingLog;
}

/** A partition has records to read, is not paused, and no fetch brings them. */
export class StalledPartition extends Error {
  override readonly name = 'StalledPartition';
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
const FETCH_WAIT_MS = 250;
const BYTES_A_PARTITION = 1_048_576;
const BYTES_A_FETCH = 8 * BYTES_A_PARTITION;

const tunedConsumer = (kafka: Kafka, options: GroupReaderOptions): Consumer =>
  kafka.consumer({
    groupId: options.group,
    partitionAssigners: [partitionNumberAssigner],
    sessionTimeout: options.sessionTimeoutMs ?? 30_000,
    rebalanceTimeout: 60_000,
    heartbeatInterval: options.heartbeatMs ?? 3_000,
    // With every partition paused kafkajs sleeps this long between heartbeats and looks.
    maxWaitTimeInMs: FETCH_WAIT_MS,
    minBytes: 1,
    maxBytesPerPartition: Math.min(options.fetchBytes ?? BYTES_A_FETCH, BYTES_A_PARTITION),
    maxBytes: options.fetchBytes ?? BYTES_A_FETCH,
    allowAutoTopicCreation: false,
  });

/**
 * Reads topics as one member of a Kafka consumer group. Where to read is its owner's business:
 * offsets come from a claim in the owner's database, the broker is told them for lag tools only.
 * Records go to the owner at once, so that heartbeats never wait for what is done with them.
 */
export class GroupReader {
  private readonly consumer: Consumer;
  private readonly ranges: TopicRanges;
  private readonly log: MessagingLog;
  private readonly held = new Map<string, ReadPosition>();
  /** The newest claim of each partition; an older one that comes back late is not heard. */
  private readonly claiming = new Map<string, object>();
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly told = new Map<string, number>();
  private stopped = false;

  constructor(
    private readonly options: GroupReaderOptions,
    private readonly port: GroupReaderPort,
  ) {
    this.log = options.log ?? standardError;
    const kafka = new Kafka({
      clientId: options.clientId ?? options.group,
      brokers: [...options.brokers],
      requestTimeout: 10_000,
      logLevel: logLevel.WARN,
      logCreator: kafkaLogger(this.log),
    });
    this.consumer = tunedConsumer(kafka, options);
    this.ranges = new TopicRanges(kafka);
  }

  async start(): Promise<void> {
    const { GROUP_JOIN, CRASH } = this.consumer.events;
    this.consumer.on(GROUP_JOIN, ({ payload }) => this.joined(payload.memberAssignment));
    this.consumer.on(CRASH, ({ payload }) => {
      if (!payload.restart && !this.stopped) this.port.fatal(payload.error);
    });
    await this.ranges.connect();
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [...this.options.topics], fromBeginning: true });
    await this.consumer.run({
      autoCommit: false,
      partitionsConsumedConcurrently: 1,
      eachBatch: this.eachBatch,
    });
    this.every(this.options.hintMs ?? 5_000, () => this.tellOffsets());
    this.every(Math.ceil((this.options.stallMs ?? 60_000) / 4), () => this.watch());
  }

  /** Tells the last offsets and leaves the group. */
  async stop(): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    for (const timer of this.timers) clearInterval(timer);
    await this.tellOffsets();
    this.claiming.clear();
    await this.consumer.disconnect();
    await this.ranges.disconnect();
  }

  /** Reads on after `take` said false. Partitions that are not held are passed over. */
  resume(partitions: readonly TopicPartition[]): void {
    const mine = partitions.filter((at) => this.held.get(nameOf(at))?.resume());
    if (mine.length > 0 && !this.stopped) this.consumer.resume(byTopic(mine));
  }

  /** Claims partitions anew and reads from where they stand; what is in flight is not heard. */
  reclaim(partitions: readonly TopicPartition[]): void {
    if (this.stopped) return;
    const mine = partitions.filter((at) => this.claiming.has(nameOf(at)));
    this.letGo(mine);
    void this.claim(mine);
  }

  private joined(assignment: Readonly<Record<string, number[]>>): void {
    const places = Object.entries(assignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic, partition })),
    );
    this.held.clear();
    this.claiming.clear();
    this.letGo(places);
    this.port.dropped();
    void this.claim(places);
  }

  private letGo(places: readonly TopicPartition[]): void {
    for (const at of places) this.held.delete(nameOf(at));
    // Lists of partitions, always: pausing a whole topic would be undone by the next single pause.
    if (places.length > 0) this.consumer.pause(byTopic(places));
  }

  private async claim(places: readonly TopicPartition[]): Promise<void> {
    const mark = {};
    for (const at of places) this.claiming.set(nameOf(at), mark);
    const current = () => places.some((at) => this.claiming.get(nameOf(at)) === mark);
    for (let pause = FIRST_PAUSE_MS; current() && !this.stopped;) {
      try {
        const claims = await this.port.claim(places);
        await this.ranges.refresh(claims);
        this.begin(claims.filter((at) => this.claiming.get(nameOf(at)) === mark));
        return;
      } catch (error) {
        // The first one is often a new topic or a moved leader, and over at once.
        const level = pause > FIRST_PAUSE_MS ? 'warn' : 'debug';
        this.log[level]({ group: this.options.group, error }, 'Partitions are not claimed yet');
        await new Promise((resolve) => setTimeout(resolve, pause));
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      }
    }
  }

  private begin(claims: readonly Claim[]): void {
    if (this.stopped) return;
    const read = claims.flatMap((claim) => {
      const offset = this.ranges.startOf(claim, this.port);
      if (offset === undefined) return [];
      this.held.set(nameOf(claim), new ReadPosition(claim, offset));
      const { topic, partition } = claim;
      this.consumer.seek({ topic, partition, offset: String(offset) });
      return [claim];
    });
    if (read.length > 0) this.consumer.resume(byTopic(read));
  }

  /** Never rejects: kafkajs would retry without heartbeats, leave the group and come back. */
  private readonly eachBatch = async ({ batch }: EachBatchPayload): Promise<void> => {
    try {
      const at: TopicPartition = { topic: batch.topic, partition: batch.partition };
      const position = this.held.get(nameOf(at));
      if (position === undefined || this.stopped) return;
      const raw = rawBatchOf(batch, position);
      if (raw === 'stale') {
        this.consumer.seek({ ...at, offset: String(position.next) });
      } else if (!this.port.take(raw)) {
        position.pause();
        this.consumer.pause(byTopic([at]));
      }
    } catch (error) {
      this.port.fatal(error);
    }
  };

  private every(ms: number, work: () => Promise<void>): void {
    const timer = setInterval(() => void work(), ms);
    timer.unref();
    this.timers.push(timer);
  }

  private async tellOffsets(): Promise<void> {
    const news = this.port.hints().filter((at) => this.told.get(nameOf(at)) !== at.offset);
    if (news.length === 0) return;
    try {
      await this.consumer.commitOffsets(news.map((at) => ({ ...at, offset: String(at.offset) })));
      for (const at of news) this.told.set(nameOf(at), at.offset);
    } catch (error) {
      this.log.debug({ group: this.options.group, error }, 'Offsets could not be told');
    }
  }

  /** kafkajs may hold a partition and never fetch it: nothing but a new process mends that. */
  private async watch(): Promise<void> {
    const before = Date.now() - (this.options.stallMs ?? 60_000);
    const idle = [...this.held.values()].filter((position) => position.idleSince(before));
    if (idle.length === 0) return;
    try {
      await this.ranges.refresh(idle.map(({ at }) => at));
    } catch (error) {
      this.log.warn({ group: this.options.group, error }, 'The ends of topics are not known');
      return;
    }
    const stalled = idle.find(
      (position) => position.idleSince(before) && this.ranges.endOf(position.at) > position.next,
    );
    if (stalled === undefined || this.stopped) return;
    this.port.fatal(new StalledPartition(`${nameOf(stalled.at)} is not fetched any more.`));
  }
}
