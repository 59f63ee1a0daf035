import type { PoolClient } from 'pg';
import type { Database } from './database.ts';

/** One owner at a time does what a table's only row stands for, by the clock of the database. */
export class Lease {
  constructor(private readonly table: 'refresh_lease' | 'lab_lease' | 'liability_lease') {}

  /** The fencing token; undefined while somebody else holds it. */
  async take(db: Database, owner: string, seconds: number): Promise<string | undefined> {
    const { rows } = await db.query<{ token: string }>({
      name: `take_${this.table}`,
      text: `
INSERT INTO ${this.table} AS l (partition, owner, token, expires_at)
VALUES (0, $1, 1, now() + make_interval(secs => $2))
ON CONFLICT (partition) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at,
  token = l.token + (l.owner <> excluded.owner)::int
WHERE l.owner = excluded.owner OR l.expires_at < now()
RETURNING token`,
      values: [owner, seconds],
    });
    return rows[0]?.token;
  }

  /** Whether the lease still carries this token; holds it until the end of the transaction. */
  async holds(tx: PoolClient, token: string): Promise<boolean> {
    const { rowCount } = await tx.query({
      name: `hold_${this.table}`,
      text: `SELECT 1 FROM ${this.table} WHERE partition = 0 AND token = $1 FOR SHARE`,
      values: [token],
    });
    return rowCount === 1;
  }

  /** Lets the next owner begin at once. */
  async release(db: Database, owner: string): Promise<void> {
    await db.query(
      `UPDATE ${this.table} SET expires_at = now() WHERE partition = 0 AND owner = $1`,
      [owner],
    );
  }
}
