import type { FetchedBatch } from './group-connection.ts';
import type { Clock } from '@ywk/platform';
import type { RawBatch, RawRecord, TopicPartition } from './records.ts';

export const nameOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

/** Where reading stands in one partition that is held. */
export class ReadPosition {
  /** Set after one batch that was not asked for; a second one shows that offsets are gone. */
  mistrusted = false;
  private paused = false;
  private movedAt: number;

  constructor(
    readonly at: TopicPartition,
    public next: number,
    private readonly clock: Pick<Clock, 'now'>,
  ) {
    this.movedAt = clock.now();
  }

  moveTo(offset: number): void {
    this.next = offset;
    this.mistrusted = false;
    this.movedAt = this.clock.now();
  }

  pause(): void {
    this.paused = true;
  }

  resume(): boolean {
    this.movedAt = this.clock.now();
    this.paused = false;
    return true;
  }

  /** Whether it should have moved since then (ms) if the topic has more. */
  idleSince(ms: number): boolean {
    return !this.paused && this.movedAt < ms;
  }
}

const leavesNoneOut = (offsets: readonly { readonly offset: string }[], from: number): boolean => {
  let expected = Math.min(from, Number(offsets[0]?.offset ?? from));
  for (const { offset } of offsets) {
    if (Number(offset) !== expected) return false;
    expected += 1;
  }
  return true;
};

/**
 * Takes a batch over and moves the position behind it. `stale` when it was fetched before the last
 * seek, or when what was asked for is not there: reading again from the position tells the two
 * apart, since the second answer is believed.
 */
export const rawBatchOf = (batch: FetchedBatch, position: ReadPosition): RawBatch | 'stale' => {
  const { fetchedOffset, rawMessages } = batch;
  const from = Number(fetchedOffset);
  const asked = from === position.next;
  if (!asked && !position.mistrusted) {
    position.mistrusted = true;
    return 'stale';
  }
  const nextOffset = Number(batch.lastOffset()) + 1;
  const { topic, partition } = position.at;
  const records = batch.messages.map(({ offset, key, value, timestamp, headers }): RawRecord => ({
    topic,
    partition,
    offset: Number(offset),
    key: key === null ? null : key.toString('utf8'),
    value,
    timestampMs: Number(timestamp),
    traceparent: headers?.['traceparent']?.toString() ?? null,
  }));
  position.moveTo(nextOffset);
  const continuous = asked && leavesNoneOut(rawMessages, from);
  return { topic, partition, records, fromOffset: from, nextOffset, continuous };
};
