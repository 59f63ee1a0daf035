import type { Pool, PoolClient } from 'pg';

/** The service's connections to its own database. */
export type Connections = Pool;

/** An open transaction. */
export type Transaction = PoolClient;
