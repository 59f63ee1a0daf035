import type { Pool, PoolClient } from 'pg';

/** The service's connections to its own database. */
export type Connections = Pool;

/** Where statements go: the pool, or the open transaction of a flush. */
export type Database = Pool | PoolClient;

/** One officer in one partition: how rows of the hot tables are named. */
export interface OfficerAt {
  readonly partition: number;
  readonly officer: string;
}

/** The instant of those who look at what is known now, ms: nothing is recorded later. */
export const NOW = Number.MAX_SAFE_INTEGER;
