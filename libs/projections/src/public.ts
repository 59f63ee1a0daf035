import type { LogEngine } from '@ywk/messaging';
import { LogServer } from '@ywk/messaging';
import type { MessagingLog } from '@ywk/messaging';
import type { Pool, PoolClient } from 'pg';
import type { FollowerOptions } from './follower-options.ts';
import type { FollowerSource } from './source.ts';
import type { LogBatch, LogReader } from './types.ts';

export interface DoorServerOptions {
  readonly group: string;
  readonly pool: Pool;
  readonly brokers: readonly string[];
  readonly doors: readonly string[];
  readonly log?: MessagingLog;
  readonly onFatal?: (error: unknown) => void;
}

/** Takes records of doors; methods with `@EventPattern('<door>')` are given a `DoorBatch`. */
export declare class DoorServer extends LogServer {
  constructor(options: DoorServerOptions);
  protected readonly engine: LogEngine;
  report(): Promise<FollowerReport>;
}

export interface HaltedPartition {
  readonly log: string;
  readonly partition: number;
  readonly reason: string;
}

/** State of one follower, for readiness and metrics. */
export interface FollowerReport {
  readonly group: string;
  /** Events not yet applied, by log; null when its owner does not answer. */
  readonly lag: Readonly<Record<string, number | null>>;
  readonly parked: number;
  readonly halted: readonly HaltedPartition[];
  readonly running: boolean;
}

/** An event set aside, with the keys behind it. */
export interface ParkedItem {
  readonly group: string;
  readonly log: string;
  readonly partition: number;
  readonly pos: number;
  readonly key: string;
  readonly code: string;
  readonly detail: string;
  readonly parkedAt: string;
}

export declare class ParkingLot {
  list(filter?: { key?: string; limit?: number }): Promise<readonly ParkedItem[]>;
  /** Applies the key's parked events again, in order, in one transaction; stops at the first that fails. */
  replay(key: string): Promise<{ applied: number; left: number }>;
  count(): Promise<number>;
}

export declare const httpSource: (options: {
  urls: Readonly<Record<string, string>>;
  token: () => Promise<string> | string;
}) => FollowerSource;

/** `urls` by name of the owning service, as in LOG_URLS. */
export declare const httpLogReader: (options: {
  urls: Readonly<Record<string, string>>;
  token: () => Promise<string> | string;
}) => LogReader;

/** Follows the service's own logs. */
export declare const storeSource: (options: { store: LogReader }) => FollowerSource;

/** A derived view: its tables and how they follow from events. */
export interface ViewModule {
  readonly name: string;
  readonly logs: readonly string[];
  /** Statements that create one table, under the name given. */
  readonly tables: Readonly<Record<string, (name: string) => string>>;
  /** Writes a batch; `table` tells under which name a table stands now. */
  fold(batch: LogBatch, table: (name: string) => string): Promise<void>;
}

export declare class Rebuild {
  constructor(options: {
    pool: Pool;
    view: ViewModule;
    /** The follower group that feeds the live tables. */
    group: string;
    reader: LogReader;
    registry: FollowerOptions['registry'];
    onProgress?: (done: number, total: number) => void;
  });
  /** Builds (or goes on building), compares and swaps. */
  run(): Promise<{ events: number; swappedMs: number; equal: boolean }>;
  /** Removes what an unfinished rebuild left. */
  discard(tx?: PoolClient): Promise<void>;
}
