import type { MessagingLog } from './kafka-logger.ts';
import type { RawBatch, TopicPartition } from './records.ts';
import type { Claim } from './group-reader.ts';

/** Where a door's progress is kept, with its effects. */
export interface DoorProgress {
  claim(partitions: readonly TopicPartition[]): Promise<readonly Claim[]>;
  /** Applies the records and moves the offset in one transaction. */
  apply(batch: RawBatch): Promise<void>;
  halt(at: TopicPartition, reason: string): Promise<void>;
}

export interface DoorConsumerOptions {
  readonly brokers: readonly string[];
  readonly group: string;
  readonly doors: readonly string[];
  readonly progress: DoorProgress;
  readonly onFatal: (error: unknown) => void;
  readonly log?: MessagingLog;
}

export declare class DoorConsumer {
  constructor(options: DoorConsumerOptions);
  start(): Promise<void>;
  stop(): Promise<void>;
}
