import type { PoolClient } from 'pg';
import type { Database } from './database.ts';

/** One owner at a time refreshes sheets. */
const TAKE = `
INSERT INTO refresh_lease AS l (partition, owner, token, expires_at)
VALUES (0, $1, 1, now() + make_interval(secs => $2))
ON CONFLICT (partition) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at,
  token = l.token + (l.owner <> excluded.owner)::int
WHERE l.owner = excluded.owner OR l.expires_at < now()
RETURNING token`;

/** The fencing token of the lease; undefined while somebody else holds it. */
export const takeLease = async (
  db: Database,
  owner: string,
  seconds: number,
): Promise<string | undefined> => {
  const { rows } = await db.query<{ token: string }>({
    name: 'take_refresh_lease',
    text: TAKE,
    values: [owner, seconds],
  });
  return rows[0]?.token;
};

const HOLD = `SELECT 1 FROM refresh_lease WHERE partition = 0 AND token = $1 FOR SHARE`;

/** Whether the lease still carries this token; holds it until the end of the transaction. */
export const holdsLease = async (tx: PoolClient, token: string): Promise<boolean> => {
  const { rowCount } = await tx.query({ name: 'hold_refresh_lease', text: HOLD, values: [token] });
  return rowCount === 1;
};

const RELEASE = `UPDATE refresh_lease SET expires_at = now() WHERE partition = 0 AND owner = $1`;

/** Lets the next owner begin at once. */
export const releaseLease = async (db: Database, owner: string): Promise<void> => {
  await db.query(RELEASE, [owner]);
};
