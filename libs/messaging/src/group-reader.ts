import { pauseOn, systemClock, type Clock } from '@ywk/platform';
import { brokersAreAway, kafkaConnection } from './group-connection.ts';
import type { FetchedBatch, GroupConsumer, GroupReaderOptions } from './group-connection.ts';
import { standardError } from './kafka-logger.ts';
import type { MessagingLog } from './kafka-logger.ts';
import { nameOf, rawBatchOf, ReadPosition } from './read-position.ts';
import type { Claim, GroupReaderPort, TopicPartition } from './records.ts';
import { byTopic, TopicRanges } from './topic-ranges.ts';

/** A partition has records to read, is not paused, and no fetch brings them. */
export class StalledPartition extends Error {
  override readonly name = 'StalledPartition';
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/**
 * How long records wait for room before their partition is paused, ms: with all of them paused
 * kafkajs sleeps, while no heartbeat is sent during the wait.
 */
const ROOM_MS = 1_000;

/**
 * Reads topics as one member of a Kafka consumer group. Where to read is its owner's business:
 * offsets come from a claim in the owner's database, the broker is told them for lag tools only.
 * Records go to the owner at once, so that heartbeats never wait for what is done with them.
 */
export class GroupReader {
  private readonly consumer: GroupConsumer;
  private readonly clock: Clock;
  private readonly ranges: TopicRanges;
  private readonly log: MessagingLog;
  private readonly held = new Map<string, ReadPosition>();
  /** The newest claim of each partition; an older one that comes back late is not heard. */
  private readonly claiming = new Map<string, object>();
  private readonly timers: (() => void)[] = [];
  private readonly told = new Map<string, number>();
  private stopped = false;
  /** Nothing waits for room again until there was some: partitions would only stand still longer. */
  private crowded = false;

  constructor(
    private readonly options: GroupReaderOptions,
    private readonly port: GroupReaderPort,
  ) {
    this.log = options.log ?? standardError;
    this.clock = options.clock ?? systemClock;
    const { consumer, admin } = options.connection ?? kafkaConnection(options, this.log);
    this.consumer = consumer;
    this.ranges = new TopicRanges(admin);
  }

  async start(): Promise<void> {
    this.consumer.onJoin((assignment) => this.joined(assignment));
    this.consumer.onEnd((error) => {
      if (!this.stopped) this.port.fatal(error);
    });
    await this.brokersAnswer();
    if (this.stopped) return;
    await this.consumer.start(this.options.topics, this.eachBatch);
    this.every(this.options.hintMs ?? 5_000, () => this.tellOffsets());
    this.every(Math.ceil((this.options.stallMs ?? 60_000) / 4), () => this.watch());
  }

  /** Brokers that are away are asked again until they answer. @throws what they refuse */
  private async brokersAnswer(): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; !this.stopped;) {
      try {
        return await this.ranges.connect();
      } catch (error) {
        if (!brokersAreAway(error)) throw error;
        this.log.warn({ group: this.options.group, error }, 'The brokers do not answer yet');
        await pauseOn(this.clock, pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      }
    }
  }

  /** Tells the last offsets and leaves the group. */
  async stop(): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    for (const end of this.timers) end();
    await this.tellOffsets();
    this.claiming.clear();
    await this.consumer.disconnect();
    await this.ranges.disconnect();
  }

  /** Reads on after `take` said false. Partitions that are not held are passed over. */
  resume(partitions: readonly TopicPartition[]): void {
    this.crowded = false;
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
        await pauseOn(this.clock, pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      }
    }
  }

  private begin(claims: readonly Claim[]): void {
    if (this.stopped) return;
    const read = claims.flatMap((claim) => {
      const offset = this.ranges.startOf(claim, this.port);
      if (offset === undefined) return [];
      this.held.set(nameOf(claim), new ReadPosition(claim, offset, this.clock));
      const { topic, partition } = claim;
      this.consumer.seek({ topic, partition, offset: String(offset) });
      return [claim];
    });
    if (read.length > 0) this.consumer.resume(byTopic(read));
  }

  /** Never rejects: kafkajs would retry without heartbeats, leave the group and come back. */
  private readonly eachBatch = async (batch: FetchedBatch): Promise<void> => {
    try {
      await this.room();
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

  private async room(): Promise<void> {
    if (this.crowded || this.port.room === undefined) return;
    let callOff: (() => void) | undefined;
    const late = new Promise<void>((resolve) => {
      callOff = this.clock.after(ROOM_MS, () => {
        this.crowded = true;
        resolve();
      });
    });
    await Promise.race([this.port.room(), late]);
    callOff?.();
  }

  private every(ms: number, work: () => Promise<void>): void {
    this.timers.push(this.clock.every(ms, () => void work()));
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
    const before = this.clock.now() - (this.options.stallMs ?? 60_000);
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
