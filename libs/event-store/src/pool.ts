import type { Pool, PoolClient } from 'pg';

export interface PoolOptions {
  readonly url: string;
  /** Connections at most; default 10. */
  readonly max?: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
}

/** A pool that leaves a dead connection behind instead of handing it out again. */
export declare const createPool: (options: PoolOptions) => Pool;

/** Runs work in one transaction; rolled back when it throws. */
export declare const inTransaction: <T>(
  pool: Pool,
  work: (tx: PoolClient) => Promise<T>,
) => Promise<T>;
