import { decodeEnvelope, PARTITIONS } from '@ywk/contracts';
import type { ContractRegistry } from '@ywk/contracts';
import type { Dispatch } from '@ywk/messaging';
import type { Pool, PoolClient } from 'pg';
import { committed } from '../follower/flush.ts';
import type { Place } from '../source.ts';
import { tryAlone } from './try-alone.ts';

/** An event set aside, or one that waits behind it. */
export interface ParkedItem extends Place {
  readonly group: string;
  readonly pos: number;
  readonly key: string;
  readonly code: string;
  readonly detail: string;
  /** How often it was tried again. */
  readonly attempts: number;
  /** UTC, milliseconds. */
  readonly parkedAt: string;
}

/** A record on a log's topic that was no event of it; the bytes stay on the topic. */
export interface StrayItem extends Place {
  readonly group: string;
  readonly offset: number;
  readonly detail: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly seenAt: string;
}

export interface Replayed {
  readonly applied: number;
  readonly left: number;
}

export interface ParkingLotParts {
  readonly pool: Pool;
  readonly group: string;
  readonly registry: ContractRegistry;
  /** The handlers of the follower. */
  readonly dispatch: Dispatch;
}

const LIST = `
SELECT follower_group AS "group", log, partition, pos::float8 AS pos, key, code, detail, attempts,
  to_char(parked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "parkedAt"
FROM parked_event
WHERE partition BETWEEN 0 AND $4 AND follower_group = $1 AND ($2::text IS NULL OR key = $2)
ORDER BY parked_event.parked_at, partition, log, parked_event.pos LIMIT $3`;

const STRAYS = `
SELECT follower_group AS "group", log, partition, record_offset::float8 AS offset, detail, bytes,
  encode(sha256, 'hex') AS sha256,
  to_char(seen_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "seenAt"
FROM stray_record WHERE partition BETWEEN 0 AND $3 AND follower_group = $1
ORDER BY stray_record.seen_at LIMIT $2`;

const PLACES = `
SELECT DISTINCT partition, log FROM parked_event
WHERE partition BETWEEN 0 AND $3 AND follower_group = $1 AND key = $2 ORDER BY partition, log`;

// Raising the epoch makes the partition's owner forget which keys queue, and claim again.
const FENCE = `
UPDATE follower_progress SET claim_epoch = claim_epoch + 1
WHERE partition = $1 AND follower_group = $2 AND log = $3`;

const QUEUE = `
SELECT pos::float8 AS pos, envelope FROM parked_event
WHERE partition = $1 AND follower_group = $2 AND log = $3 AND key = $4 ORDER BY parked_event.pos`;

const SETTLE = `
DELETE FROM parked_event
WHERE partition = $1 AND follower_group = $2 AND log = $3 AND pos = ANY($4::bigint[])`;

const BLAME = `
UPDATE parked_event SET attempts = attempts + 1, code = $5, detail = $6
WHERE partition = $1 AND follower_group = $2 AND log = $3 AND pos = $4`;

const COUNT = `
SELECT count(*)::int AS parked FROM parked_event
WHERE partition BETWEEN 0 AND $2 AND follower_group = $1`;

/** What one follower could not apply, and the way back. */
export class ParkingLot {
  constructor(private readonly parts: ParkingLotParts) {}

  get group(): string {
    return this.parts.group;
  }

  /** Oldest first; at most `limit` (100). */
  async list({ key, limit = 100 }: { key?: string; limit?: number } = {}): Promise<ParkedItem[]> {
    const { pool, group } = this.parts;
    const values = [group, key ?? null, limit, PARTITIONS - 1];
    return (await pool.query<ParkedItem>(LIST, values)).rows;
  }

  /** Records that were no events, oldest first; at most `limit` (100). */
  async strays(limit = 100): Promise<StrayItem[]> {
    const { pool, group } = this.parts;
    return (await pool.query<StrayItem>(STRAYS, [group, limit, PARTITIONS - 1])).rows;
  }

  async count(): Promise<number> {
    const { pool, group } = this.parts;
    const { rows } = await pool.query<{ parked: number }>(COUNT, [group, PARTITIONS - 1]);
    return rows[0]?.parked ?? 0;
  }

  /**
   * Applies what is parked of a key again, in order, and stops at the first that still cannot be
   * applied. What was applied leaves the lot in the same transaction.
   */
  async replay(key: string): Promise<Replayed> {
    const { pool, group } = this.parts;
    const { rows } = await pool.query<Place>(PLACES, [group, key, PARTITIONS - 1]);
    let sum: Replayed = { applied: 0, left: 0 };
    for (const place of rows) {
      const { applied, left } = await committed(pool, (tx) => this.replayPlace(tx, place, key));
      sum = { applied: sum.applied + applied, left: sum.left + left };
    }
    return sum;
  }

  private async replayPlace(tx: PoolClient, place: Place, key: string): Promise<Replayed> {
    const { group, registry, dispatch } = this.parts;
    const at = [place.partition, group, place.log];
    await tx.query(FENCE, at);
    const { rows } = await tx.query<{ pos: number; envelope: string }>(QUEUE, [...at, key]);
    const applied: number[] = [];
    for (const { pos, envelope } of rows) {
      const refusal = await tryAlone({ tx, registry, dispatch }, decodeEnvelope(envelope));
      if (refusal !== undefined) {
        await tx.query(BLAME, [...at, pos, refusal.code, refusal.detail]);
        break;
      }
      applied.push(pos);
    }
    await tx.query(SETTLE, [...at, applied]);
    return { applied: applied.length, left: rows.length - applied.length };
  }
}
