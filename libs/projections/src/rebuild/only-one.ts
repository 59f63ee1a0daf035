import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';

/** Somebody else does it at this moment. */
export class InProgress extends Error {
  override readonly name = 'InProgress';
}

const LOCK = `SELECT pg_try_advisory_lock(hashtextextended('view_rebuild ' || $1, 0)) AS held`;

/** The server may see a moment later that a process was killed. */
const TRIES = 20;
const PAUSE_MS = 250;

const lock = async (holder: PoolClient, view: string): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    const { rows } = await holder.query<{ held: boolean }>(LOCK, [view]);
    if (rows[0]?.held === true) return;
    if (attempt === TRIES) throw new InProgress(`${view} is being rebuilt already.`);
    await pause(PAUSE_MS);
  }
};

/**
 * Lets one process of all do this work for a view. The lock belongs to the connection: whoever is
 * killed holds it no longer. @throws InProgress after five seconds
 */
export const onlyOne = async <T>(pool: Pool, view: string, work: () => Promise<T>): Promise<T> => {
  const holder = await pool.connect();
  try {
    await lock(holder, view);
    return await work();
  } finally {
    holder.release(true);
  }
};
