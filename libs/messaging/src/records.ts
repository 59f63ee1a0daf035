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
  /** The header of this name; null when there is none. */
  readonly traceparent: string | null;
}

/** Records of one partition, as one fetch brought them. */
export interface RawBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly RawRecord[];
  /** Offset that was asked for. */
  readonly fromOffset: number;
  /** Offset to ask for next; records that only the broker sees are counted in. */
  readonly nextOffset: number;
  /**
   * True when the batch begins where the one before ended and leaves out no offset. False means
   * that records are gone, or that the topic was made anew.
   */
  readonly continuous: boolean;
}

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** A partition taken over, and the offset to read from. */
export interface Claim extends TopicPartition {
  /** Offset to read next; `earliest` when nothing is known yet. */
  readonly offset: number | 'earliest';
}

/** What the owner of a reader does with what it reads. */
export interface GroupReaderPort {
  /** Called synchronously, before anything of a new assignment is fetched: forget all memory. */
  dropped(): void;
  /** Takes partitions over in the database and says where to read; one left out is not read. */
  claim(partitions: readonly TopicPartition[]): Promise<readonly Claim[]>;
  /** Resolves when there is room for more records; absent when there always is. */
  room?(): Promise<void>;
  /** Takes records over; false when that is enough for now (paused until `resume`). */
  take(batch: RawBatch): boolean;
  /**
   * The offset to read from is not on the topic (any more). True: read from the oldest record that
   * is there; false: do not read this partition.
   */
  outOfRange(claim: Claim, standing: { readonly low: number; readonly high: number }): boolean;
  /** Offsets to tell the broker, for lag tools only. */
  hints(): readonly (TopicPartition & { readonly offset: number })[];
  /** Reading has ended for good: the process should end. */
  fatal(error: unknown): void;
}
