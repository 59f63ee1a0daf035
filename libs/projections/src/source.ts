import type { EventEnvelope } from '@ywk/contracts';
import type { Pool } from 'pg';
import type { LogReader } from './types.ts';

/** A partition of a log as a follower holds it. */
export interface Place {
  readonly log: string;
  readonly partition: number;
}

/** Where a follower stands; what a claim answers. */
export interface Standing extends Place {
  /** Kafka offset to read next; null when unknown. */
  readonly nextOffset: number | null;
  readonly lastPos: number;
  readonly claimEpoch: number;
  /** Halted partitions are claimed and not read. */
  readonly halted: boolean;
}

/** One thing that a source hands over: an envelope, or bytes that are none. */
export type Arrival =
  | { readonly offset: number | null; readonly event: EventEnvelope }
  | { readonly offset: number; readonly malformed: string; readonly raw: Buffer | null };

export interface Delivery extends Place {
  readonly arrivals: readonly Arrival[];
}

/** What a source asks of the engine. */
export interface SourcePort {
  readonly group: string;
  /** This process, by a name that no other has. */
  readonly owner: string;
  /** The database of the progress, where leases stand too. */
  readonly pool: Pool;
  readonly logs: readonly string[];
  /** Synchronous: forget all that is in memory for partitions held so far. */
  dropped(): void;
  /** Takes partitions over and answers where each stands. */
  claim(places: readonly Place[]): Promise<readonly Standing[]>;
  /** Resolves when memory has room for more. */
  room(): Promise<void>;
  /** False: enough for now, pause this partition until `resume`. */
  deliver(delivery: Delivery): boolean;
  /** Kafka offsets committed so far. */
  offsets(): readonly (Place & { readonly offset: number })[];
  fatal(error: unknown): void;
}

/** A running source. */
export interface RunningSource {
  resume(places: readonly Place[]): void;
  /** Claims again and reads from where the progress stands. */
  reclaim(places: readonly Place[]): void;
  stop(): Promise<void>;
}

/** Where a follower reads from: a topic, HTTP, or the own store. */
export interface FollowerSource {
  readonly kind: 'kafka' | 'http' | 'store';
  /** Reads the log itself: fills gaps and answers heads. */
  readonly reader: LogReader;
  open(port: SourcePort): Promise<RunningSource>;
}
