import type { GroupAdmin } from './group-connection.ts';
import { nameOf } from './read-position.ts';
import type { Claim, GroupReaderPort, TopicPartition } from './records.ts';

export const byTopic = (
  places: readonly TopicPartition[],
): { topic: string; partitions: number[] }[] => {
  const topics = new Map<string, number[]>();
  for (const { topic, partition } of places) {
    const found = topics.get(topic);
    if (found === undefined) topics.set(topic, [partition]);
    else found.push(partition);
  }
  return [...topics].map(([topic, partitions]) => ({ topic, partitions }));
};

interface Range {
  readonly low: number;
  readonly high: number;
}

/** First and next offset of partitions, as the broker last told them. */
export class TopicRanges {
  private readonly known = new Map<string, Range>();

  constructor(private readonly admin: GroupAdmin) {}

  connect(): Promise<void> {
    return this.admin.connect();
  }

  disconnect(): Promise<void> {
    return this.admin.disconnect();
  }

  async refresh(places: readonly TopicPartition[]): Promise<void> {
    for (const { topic } of byTopic(places)) {
      for (const { partition, low, high } of await this.admin.fetchTopicOffsets(topic)) {
        this.known.set(nameOf({ topic, partition }), { low: Number(low), high: Number(high) });
      }
    }
  }

  /** Offset after the newest record; 0 when unknown. */
  endOf(at: TopicPartition): number {
    return this.known.get(nameOf(at))?.high ?? 0;
  }

  /**
   * The offset from which to read. Seeking to one that does not exist is answered by silence, so it
   * is looked at before; `undefined` when the owner then does not want to read.
   */
  startOf(claim: Claim, port: Pick<GroupReaderPort, 'outOfRange'>): number | undefined {
    const range = this.known.get(nameOf(claim)) ?? { low: 0, high: Number.MAX_SAFE_INTEGER };
    if (claim.offset === 'earliest') return range.low;
    if (claim.offset >= range.low && claim.offset <= range.high) return claim.offset;
    return port.outOfRange(claim, range) ? range.low : undefined;
  }
}
