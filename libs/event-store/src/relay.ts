import type { Pool } from 'pg';
import type { EventStore } from './event-store.ts';

/** Partitions from…to, both included, led by one process at a time. */
export interface PartitionRange {
  readonly from: number;
  readonly to: number;
}

/** What the relay needs of a topic writer; `TopicWriter` of messaging is one. */
export interface LogWriter {
  sendBatch(
    records: readonly { topic: string; partition: number; key: string; value: string }[],
  ): Promise<void>;
}

export interface RelayParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly writer: LogWriter;
  /** Published logs of this service. */
  readonly logs: readonly string[];
  /** Default: all partitions in one range. */
  readonly ranges?: readonly PartitionRange[];
  /** Name in the lease row; default host, process id and a random part. */
  readonly owner?: string;
  /** Milliseconds; default 5000. */
  readonly leaseMs?: number;
  /** Milliseconds; default 100. */
  readonly pollMs?: number;
  readonly onProgress?: (progress: RelayProgress) => void;
  readonly onError?: (error: unknown) => void;
}

export interface RelayProgress {
  readonly range: PartitionRange;
  readonly leading: boolean;
  /** Events that stand in the log and not yet on the topic. */
  readonly backlog: number;
  /** Milliseconds since the oldest of them was recorded; 0 when there is none. */
  readonly ageMs: number;
  /** Events sent since the last report. */
  readonly sent: number;
}

/** Copies what is appended to the topics, in order, until it is stopped. */
export declare class Relay {
  constructor(parts: RelayParts);
  start(): void;
  stop(): Promise<void>;
}
