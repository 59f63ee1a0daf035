import type { Pool } from 'pg';
import type { FollowerOptions } from './follower-options.ts';
import type { LogBatch, LogReader } from './types.ts';

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
  discard(): Promise<void>;
}
