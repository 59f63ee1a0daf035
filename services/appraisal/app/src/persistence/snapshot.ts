import { inTransaction } from '@ywk/event-store';
import type { PoolClient } from 'pg';
import type { Connections } from './database.ts';

/** Several questions to one state of the database: what is folded meanwhile is not seen by some. */
export const inSnapshot = <Answer>(
  pool: Connections,
  ask: (tx: PoolClient) => Promise<Answer>,
): Promise<Answer> =>
  inTransaction(pool, async (tx) => {
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    return ask(tx);
  });
