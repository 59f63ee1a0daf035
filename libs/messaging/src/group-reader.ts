import type { MessagingLog } from './kafka-logger.ts';
import type { RawBatch, TopicPartition } from './records.ts';

/** A partition taken over, and the offset to read from. */
export interface Claim extends TopicPartition {
  /** Offset to read next; `earliest` when nothing is known yet. */
  readonly offset: number | 'earliest';
}

/** What the owner of a reader does with what it reads. */
export interface GroupReaderPort {
  /** Called synchronously, before anything of the new assignment is fetched: drop all memory. */
  dropped(): void;
  /** Takes the partitions over in the database; says where to read. */
  claim(partitions: readonly TopicPartition[]): Promise<readonly Claim[]>;
  /** Takes records over; false when it has enough for now (the partition is paused until `resume`). */
  take(batch: RawBatch): boolean;
  /** Offsets to tell the broker, for its lag tools only. */
  hints(): readonly { topic: string; partition: number; offset: number }[];
  /** Reading has ended for good: the process should end. */
  fatal(error: unknown): void;
}

export interface GroupReaderOptions {
  readonly brokers: readonly string[];
  readonly group: string;
  readonly topics: readonly string[];
  readonly clientId?: string;
  /** ms; 30,000 when not given. */
  readonly sessionTimeoutMs?: number;
  /** ms; 3,000 when not given. */
  readonly heartbeatMs?: number;
  readonly log?: MessagingLog;
}

/** Reads topics as one member of a Kafka consumer group; positions are kept by its owner. */
export declare class GroupReader {
  constructor(options: GroupReaderOptions, port: GroupReaderPort);
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Reads on after `take` said false. */
  resume(partitions: readonly TopicPartition[]): void;
  /** Reads again from an offset. */
  seek(claim: Claim): void;
}
