import { partitionOf } from '@ywk/contracts';
import type { IdempotencyStart, IdempotencyStore, IdempotencyUse, KeptAnswer } from '@ywk/platform';
import type { Pool } from 'pg';

/**
 * Takes the key when it is free: never used, used a day ago, or left behind by a process that died
 * (the same request may then be tried again after a minute).
 */
const BEGIN = `
INSERT INTO idempotency_key AS k (partition, caller, route, key, request_hash)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (partition, caller, route, key) DO UPDATE
SET request_hash = excluded.request_hash, started_at = now(), status = NULL, body = NULL
WHERE k.started_at < now() - interval '24 hours'
   OR (k.status IS NULL AND k.started_at < now() - interval '60 seconds'
       AND k.request_hash = excluded.request_hash)
RETURNING 1`;

const FIND = `
SELECT request_hash, status, body FROM idempotency_key
WHERE partition = $1 AND caller = $2 AND route = $3 AND key = $4`;

const COMPLETE = `
UPDATE idempotency_key SET status = $6, body = $7
WHERE partition = $1 AND caller = $2 AND route = $3 AND key = $4 AND request_hash = $5
  AND status IS NULL`;

const ABANDON = `
DELETE FROM idempotency_key
WHERE partition = $1 AND caller = $2 AND route = $3 AND key = $4 AND request_hash = $5
  AND status IS NULL`;

/** A few at a time and only where one was just added: the table cleans itself as it is used. */
const FORGET = `
DELETE FROM idempotency_key
WHERE partition = $1 AND (caller, route, key) IN (
  SELECT caller, route, key FROM idempotency_key
  WHERE partition = $1 AND started_at < now() - interval '24 hours'
  ORDER BY started_at LIMIT 20)`;

interface KeptRow {
  readonly request_hash: string;
  readonly status: number | null;
  readonly body: string | null;
}

const placeOf = ({ caller, route, key }: IdempotencyUse): (string | number)[] => [
  partitionOf(key),
  caller,
  route,
  key,
];

const found = (row: KeptRow, use: IdempotencyUse): IdempotencyStart => {
  if (row.request_hash !== use.requestHash) return { state: 'other' };
  if (row.status === null || row.body === null) return { state: 'running' };
  return { state: 'answered', answer: { status: row.status, body: row.body } };
};

/** Keeps answers to POST requests in the database of the service, for 24 hours. */
export class PostgresIdempotencyStore implements IdempotencyStore {
  constructor(private readonly pool: Pool) {}

  async begin(use: IdempotencyUse): Promise<IdempotencyStart> {
    const place = placeOf(use);
    const taken = await this.pool.query(BEGIN, [...place, use.requestHash]);
    if (taken.rowCount === 1) return { state: 'started' };
    const { rows } = await this.pool.query<KeptRow>(FIND, place);
    const [row] = rows;
    // Gone between the two statements: its request failed just now, so the client may ask again.
    return row === undefined ? { state: 'running' } : found(row, use);
  }

  async complete(use: IdempotencyUse, { status, body }: KeptAnswer): Promise<void> {
    const place = placeOf(use);
    await this.pool.query(COMPLETE, [...place, use.requestHash, status, body]);
    await this.pool.query(FORGET, [place[0]]);
  }

  async abandon(use: IdempotencyUse): Promise<void> {
    await this.pool.query(ABANDON, [...placeOf(use), use.requestHash]);
  }
}
