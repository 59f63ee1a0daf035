/** One record as it stands on a topic. */
export interface RawRecord {
  readonly topic: string;
  /** 0…63. */
  readonly partition: number;
  /** From 0; below 2^53. */
  readonly offset: number;
  readonly key: string | null;
  /** The bytes; null for a deletion mark. */
  readonly value: Buffer | null;
  /** Milliseconds since 1970, as the producer or the broker stamped it. */
  readonly timestampMs: number;
}

/** Records of one partition that follow each other. */
export interface RawBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly RawRecord[];
  /** The offset after the last one that stood on the topic when the batch was fetched. */
  readonly highWatermark: number;
}

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}
