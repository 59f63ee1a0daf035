import type { Pool, PoolClient } from 'pg';

/** The service's connections to one of its databases. */
export type Connections = Pool;

/** An open transaction. */
export type Transaction = PoolClient;

/** Either: for questions that may be asked inside a transaction and outside. */
export type Database = Connections | Transaction;
