import type { Oracle } from '../oracle.ts';

/** A record as the simulated broker keeps it. */
export interface TopicEntry {
  readonly offset: number;
  readonly key: string;
  readonly value: string;
  /** The value as the client hands it over. */
  readonly bytes: Buffer;
}

const entryOf = (offset: number, key: string, value: string): TopicEntry => ({
  offset,
  key,
  value,
  bytes: Buffer.from(value),
});

/** One topic: for each partition its records, from its oldest offset. */
export class Topic {
  private readonly partitions = new Map<number, TopicEntry[]>();

  constructor(private readonly oracle: Oracle) {}

  records(partition: number): TopicEntry[] {
    let records = this.partitions.get(partition);
    if (records === undefined) this.partitions.set(partition, (records = []));
    return records;
  }

  /** Offset after the newest record. */
  high(partition: number): number {
    return this.records(partition).length;
  }

  append(partition: number, key: string, value: string): void {
    const records = this.records(partition);
    records.push(entryOf(records.length, key, value));
    this.oracle.stored(partition, value);
  }

  /** Loses the newest records, as an unclean election does. */
  cut(partition: number, count: number): void {
    const records = this.records(partition);
    records.splice(Math.max(0, records.length - count));
    this.oracle.lost(partition, records);
  }

  /** Is made anew: no record, offsets from 0. */
  clear(partition: number): void {
    this.records(partition).splice(0);
    this.oracle.lost(partition, []);
  }

  /** Takes a record that is not of this log. */
  intrude(partition: number, key: string, value: string): void {
    const records = this.records(partition);
    this.oracle.lost(partition, records);
    records.push(entryOf(records.length, key, value));
  }

  replace(partition: number, at: number, value: string): void {
    const records = this.records(partition);
    const old = records[at];
    if (old === undefined) return;
    records[at] = entryOf(old.offset, old.key, value);
    this.oracle.lost(partition, records);
  }
}
