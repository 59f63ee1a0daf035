import type { Pool, PoolClient } from 'pg';

/** An open transaction. */
export type Tx = PoolClient;
/** Connections of this service to its own database. */
export type Connections = Pool;
