import type { ContractRegistry } from '@ywk/contracts';
import type { MessagingLog } from '@ywk/messaging';
import type { Clock } from '@ywk/platform';
import type { Pool } from 'pg';
import type { FollowerSource } from './source.ts';

/** What happened, for metrics and alarms; each is optional. */
export interface FollowerHooks {
  /** A transaction was committed: its events and how long it took, ms. */
  flushed?(group: string, events: number, ms: number): void;
  parked?(group: string, log: string, code: string): void;
  halted?(group: string, log: string, partition: number, reason: string): void;
  /** Another process has taken partitions over; everything in memory was dropped. */
  fenced?(group: string): void;
  /** What was kept in memory about partitions may be wrong now: forget it. */
  dropped?(group: string): void;
  backfilled?(group: string, log: string, events: number): void;
}

export interface FollowerOptions {
  /** Names the progress: one view, or views that are rebuilt together. Also the Kafka group. */
  readonly group: string;
  /** At least three connections: two write, one claims. */
  readonly pool: Pool;
  readonly registry: ContractRegistry;
  readonly source: FollowerSource;
  readonly logs: readonly string[];
  readonly flush?: { readonly maxEvents?: number; readonly maxMs?: number };
  /** Events held in memory before reading pauses; 20,000 when not given. */
  readonly maxBuffered?: number;
  /** How often what came over a topic is compared with the ends of its log, ms; 10,000. */
  readonly tailMs?: number;
  readonly hooks?: FollowerHooks;
  readonly log?: MessagingLog;
  /** The machine's when not given. */
  readonly clock?: Clock;
  /** Reading has ended for good; ends the process with code 70 when not given. */
  readonly onFatal?: (error: unknown) => void;
}
