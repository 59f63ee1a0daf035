import { partitionOf, PARTITIONS } from '@ywk/contracts';
import type { Pool } from 'pg';
import { committed } from '../follower/flush.ts';

export interface LeaseOptions {
  readonly pool: Pool;
  readonly group: string;
  readonly owner: string;
  /** How long a lease lives without being renewed, ms. */
  readonly ttlMs: number;
}

const JOIN = `
INSERT INTO follower_member (partition, follower_group, owner, expires_at)
VALUES ($1, $2, $3, clock_timestamp() + $4 * interval '1 millisecond')
ON CONFLICT (partition, follower_group, owner) DO UPDATE SET expires_at = excluded.expires_at`;

const FORGET = `
DELETE FROM follower_member
WHERE partition = $1 AND follower_group = $2 AND expires_at <= clock_timestamp()`;

const MEMBERS = `
SELECT owner FROM follower_member WHERE partition = $1 AND follower_group = $2 ORDER BY owner`;

const HAND_BACK = `
DELETE FROM follower_lease
WHERE follower_group = $1 AND owner = $2 AND NOT partition = ANY($3::smallint[])`;

const TAKE = `
INSERT INTO follower_lease AS l (partition, follower_group, owner, expires_at)
SELECT p, $1, $2, clock_timestamp() + $4 * interval '1 millisecond'
FROM unnest($3::smallint[]) AS p ORDER BY p
ON CONFLICT (partition, follower_group)
DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at
WHERE l.owner = excluded.owner OR l.expires_at <= clock_timestamp()
RETURNING partition`;

const LEAVE = `
WITH gone AS (DELETE FROM follower_lease WHERE follower_group = $2 AND owner = $3)
DELETE FROM follower_member WHERE partition = $1 AND follower_group = $2 AND owner = $3`;

/**
 * Shares the partitions of a group among processes that have no Kafka to do it: each takes those
 * whose number, divided by the number of members, leaves its own rank. Time is the database's.
 */
export class Leases {
  private readonly home: number;

  constructor(private readonly options: LeaseOptions) {
    this.home = partitionOf(options.group);
  }

  /** Renews membership and leases. @returns the partitions that are this process's now, ascending */
  async renew(): Promise<number[]> {
    const { pool, group, owner, ttlMs } = this.options;
    return committed(pool, async (tx) => {
      await tx.query(JOIN, [this.home, group, owner, ttlMs]);
      await tx.query(FORGET, [this.home, group]);
      const { rows: members } = await tx.query<{ owner: string }>(MEMBERS, [this.home, group]);
      const rank = members.findIndex((member) => member.owner === owner);
      const share = Array.from({ length: PARTITIONS }, (_, partition) => partition).filter(
        (partition) => partition % members.length === rank,
      );
      await tx.query(HAND_BACK, [group, owner, share]);
      const { rows } = await tx.query<{ partition: number }>(TAKE, [group, owner, share, ttlMs]);
      return rows.map(({ partition }) => partition).sort((a, b) => a - b);
    });
  }

  /** Gives everything back at once, so that others need not wait for the end of the leases. */
  async leave(): Promise<void> {
    const { pool, group, owner } = this.options;
    await pool.query(LEAVE, [this.home, group, owner]);
  }
}
