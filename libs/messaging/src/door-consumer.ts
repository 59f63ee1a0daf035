import { GroupReader } from './group-reader.ts';
import type { GroupReaderOptions } from './group-connection.ts';
import { nameOf } from './read-position.ts';
import type { Claim, GroupReaderPort, RawBatch, RawRecord, TopicPartition } from './records.ts';

/** Records of one door that are applied together. */
export interface DoorSlice extends TopicPartition {
  readonly records: readonly RawRecord[];
  /** Offset at which the records begin; the fence compares it. */
  readonly fromOffset: number;
  /** Offset to read next once they are applied. */
  readonly nextOffset: number;
}

/** Keeps a door's progress together with what its records brought about. */
export interface DoorProgress {
  claim(partitions: readonly TopicPartition[]): Promise<readonly Claim[]>;
  /**
   * Applies records and moves the offset in one transaction.
   * @returns `applied`; `again` when the partition must be claimed anew; `lost` when another process
   *   holds it; `halted` when a person must look. Never rejects.
   */
  apply(slice: DoorSlice): Promise<'applied' | 'again' | 'lost' | 'halted'>;
  /** Stops a partition until a person has looked. Never rejects. */
  halt(at: TopicPartition, reason: string): Promise<void>;
}

export interface DoorConsumerOptions extends GroupReaderOptions {
  readonly progress: DoorProgress;
  readonly onFatal: (error: unknown) => void;
  /** Records of one transaction at most; 100 when not given. */
  readonly maxRecords?: number;
  /** Records held in memory for one partition before it is paused; 2,000 when not given. */
  readonly maxBuffered?: number;
}

const FOREIGN_PAUSE_MS = 10_000;

interface Queue {
  readonly at: TopicPartition;
  readonly batches: RawBatch[];
  records: number;
  paused: boolean;
  live: boolean;
}

/**
 * Reads doors: topics that others write, with no log behind them. What a door loses is lost, so only
 * contiguous offsets are taken; a jump halts the partition and says so.
 */
export class DoorConsumer implements GroupReaderPort {
  private readonly reader: GroupReader;
  private readonly queues = new Map<string, Queue>();
  private readonly applied = new Map<string, TopicPartition & { offset: number }>();
  private readonly running = new Set<Promise<void>>();
  private stopping = false;

  constructor(private readonly options: DoorConsumerOptions) {
    this.reader = new GroupReader(options, this);
  }

  start(): Promise<void> {
    return this.reader.start();
  }

  /** Applies what is in memory, then leaves the group. */
  async stop(): Promise<void> {
    this.stopping = true;
    while (this.running.size > 0) await Promise.all(this.running);
    await this.reader.stop();
  }

  /** Claims partitions again, after a person has let them go on. */
  reclaim(partitions: readonly TopicPartition[]): void {
    for (const at of partitions) this.drop(at);
    this.reader.reclaim(partitions);
  }

  dropped(): void {
    for (const queue of this.queues.values()) queue.live = false;
    this.queues.clear();
    this.applied.clear();
  }

  async claim(partitions: readonly TopicPartition[]): Promise<readonly Claim[]> {
    const claims = await this.options.progress.claim(partitions);
    for (const { topic, partition } of claims) {
      const at = { topic, partition };
      this.drop(at);
      this.queues.set(nameOf(at), { at, batches: [], records: 0, paused: false, live: true });
    }
    return claims;
  }

  take(batch: RawBatch): boolean {
    const queue = this.queues.get(nameOf(batch));
    if (queue === undefined || this.stopping) return false;
    if (!batch.continuous) {
      this.stopAt(batch, `Offsets before ${batch.nextOffset} are missing.`);
      return false;
    }
    const idle = queue.batches.length === 0;
    queue.batches.push(batch);
    queue.records += batch.records.length;
    if (idle) this.run(queue);
    queue.paused = queue.records >= (this.options.maxBuffered ?? 2_000);
    return !queue.paused;
  }

  outOfRange(claim: Claim, { low, high }: { low: number; high: number }): boolean {
    this.stopAt(claim, `Offset ${claim.offset} is asked for; the topic holds ${low} to ${high}.`);
    return false;
  }

  hints(): readonly (TopicPartition & { offset: number })[] {
    return [...this.applied.values()];
  }

  fatal(error: unknown): void {
    this.options.onFatal(error);
  }

  private drop(at: TopicPartition): void {
    const queue = this.queues.get(nameOf(at));
    if (queue !== undefined) queue.live = false;
    this.queues.delete(nameOf(at));
  }

  private stopAt(at: TopicPartition, reason: string): void {
    this.drop(at);
    this.track(this.options.progress.halt({ topic: at.topic, partition: at.partition }, reason));
  }

  private run(queue: Queue): void {
    this.track(this.drain(queue).catch((error: unknown) => this.options.onFatal(error)));
  }

  private track(work: Promise<void>): void {
    const tracked = work.finally(() => this.running.delete(tracked));
    this.running.add(tracked);
  }

  private async drain(queue: Queue): Promise<void> {
    for (let batch = queue.batches[0]; batch !== undefined; batch = queue.batches[0]) {
      for (const slice of this.slicesOf(batch)) {
        const result = await this.options.progress.apply(slice);
        if (!queue.live) return;
        if (result !== 'applied') return this.giveUp(queue, result);
        this.applied.set(nameOf(queue.at), { ...queue.at, offset: slice.nextOffset });
      }
      queue.batches.shift();
      queue.records -= batch.records.length;
      this.readOn(queue);
    }
  }

  private giveUp(queue: Queue, result: 'again' | 'lost' | 'halted'): void {
    this.drop(queue.at);
    if (result === 'again') this.reader.reclaim([queue.at]);
    if (result === 'lost') this.takeBackLater(queue.at);
  }

  /** Usually a rebalance follows at once; a partition that is still this member's is taken back. */
  private takeBackLater(at: TopicPartition): void {
    const timer = setTimeout(() => {
      if (!this.stopping && !this.queues.has(nameOf(at))) this.reader.reclaim([at]);
    }, FOREIGN_PAUSE_MS);
    timer.unref();
  }

  private readOn(queue: Queue): void {
    if (!queue.paused || queue.records * 2 > (this.options.maxBuffered ?? 2_000)) return;
    queue.paused = false;
    this.reader.resume([queue.at]);
  }

  private slicesOf({ topic, partition, records, ...offsets }: RawBatch): DoorSlice[] {
    const size = this.options.maxRecords ?? 100;
    const slices: DoorSlice[] = [];
    let fromOffset = offsets.fromOffset;
    for (let at = 0; at < records.length; at += size) {
      const part = records.slice(at, at + size);
      const last = at + size >= records.length;
      const nextOffset = last ? offsets.nextOffset : (part.at(-1)?.offset ?? fromOffset) + 1;
      slices.push({ topic, partition, records: part, fromOffset, nextOffset });
      fromOffset = nextOffset;
    }
    return slices;
  }
}
