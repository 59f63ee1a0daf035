/** Partitions from…to, both included, led by one process at a time. */
export interface PartitionRange {
  readonly from: number;
  readonly to: number;
}

/** A record for one partition of a topic; the value is the wire form of an envelope. */
export interface LogRecord {
  readonly topic: string;
  readonly partition: number;
  readonly key: string;
  readonly value: string;
}

/** What the relay needs of a topic writer; `TopicWriter` of messaging is one. */
export interface LogWriter {
  /** Resolves when the topics hold all records; after an error the writer is used no more. */
  sendBatch(records: readonly LogRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** Where one range stands; reported after each batch and each look. */
export interface RelayProgress {
  readonly range: PartitionRange;
  readonly leading: boolean;
  /** Events that stand in the log and not yet on the topics. */
  readonly backlog: number;
  /** Milliseconds since the oldest of them was recorded; 0 when there is none. */
  readonly ageMs: number;
  /** Events sent since the last report. */
  readonly sent: number;
}
