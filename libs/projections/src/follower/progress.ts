import type { Pool, PoolClient } from 'pg';
import type { Place } from '../source.ts';
import { placeName } from './track.ts';

/** One row of progress as a claim finds it. */
export interface ProgressRow extends Place {
  readonly nextOffset: number | null;
  readonly lastPos: number;
  readonly lastHash: string;
  readonly logEpoch: number;
  readonly claimEpoch: number;
  readonly halted: string | undefined;
  readonly parkedKeys: readonly string[];
}

/** The step of one row in a flush. */
export interface Step extends Place {
  readonly claimEpoch: number;
  readonly was: { readonly pos: number; readonly offset: number | null };
  readonly becomes: {
    readonly pos: number;
    readonly hash: string;
    readonly logEpoch: number;
    readonly offset: number | null;
  };
  readonly halt: string | undefined;
}

const CLAIM = `
INSERT INTO follower_progress AS p (partition, follower_group, log, owner)
SELECT a.partition, $1, a.log, $4
FROM unnest($2::smallint[], $3::text[]) AS a(partition, log) ORDER BY a.partition, a.log
ON CONFLICT (partition, follower_group, log)
DO UPDATE SET claim_epoch = p.claim_epoch + 1, owner = excluded.owner
RETURNING partition, log, next_offset, last_pos, encode(last_hash, 'hex') AS last_hash, log_epoch,
  claim_epoch, state, reason`;

const PARKED_KEYS = `
SELECT DISTINCT e.partition, e.log, e.key
FROM unnest($2::smallint[], $3::text[]) AS a(partition, log)
JOIN parked_event e ON e.partition = a.partition AND e.log = a.log AND e.follower_group = $1`;

// The rows are locked in one order before they change, and compared after the lock was had.
const ADVANCE = `
WITH asked AS (
  SELECT * FROM unnest($2::smallint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[],
    $7::text[], $8::int[], $9::bigint[], $10::text[])
  AS a(partition, log, claim_epoch, was_pos, pos, hash, log_epoch, next_offset, reason)
), held AS MATERIALIZED (
  SELECT p.partition, p.log FROM follower_progress p
  JOIN asked a ON a.partition = p.partition AND a.log = p.log
  WHERE p.follower_group = $1 AND p.claim_epoch = a.claim_epoch AND p.last_pos = a.was_pos
    AND p.state = 'running'
  ORDER BY p.partition, p.log FOR NO KEY UPDATE OF p
)
UPDATE follower_progress p
SET last_pos = a.pos, last_hash = decode(a.hash, 'hex'), log_epoch = a.log_epoch,
  next_offset = coalesce(a.next_offset, p.next_offset), reason = a.reason,
  state = CASE WHEN a.reason IS NULL THEN 'running' ELSE 'halted' END
FROM asked a JOIN held h ON h.partition = a.partition AND h.log = a.log
WHERE p.partition = a.partition AND p.follower_group = $1 AND p.log = a.log
RETURNING p.partition, p.log`;

interface ClaimedRow {
  readonly partition: number;
  readonly log: string;
  readonly next_offset: string | null;
  readonly last_pos: string;
  readonly last_hash: string;
  readonly log_epoch: number;
  readonly claim_epoch: string;
  readonly state: string;
  readonly reason: string | null;
}

interface KeyRow extends Place {
  readonly key: string;
}

const placesOf = (places: readonly Place[]): [number[], string[]] => [
  places.map(({ partition }) => partition),
  places.map(({ log }) => log),
];

/** Takes partitions over: whoever held them before can commit nothing more in their name. */
export const claimProgress = async (
  pool: Pool,
  { group, owner }: { readonly group: string; readonly owner: string },
  places: readonly Place[],
): Promise<ProgressRow[]> => {
  const values = placesOf(places);
  const { rows } = await pool.query<ClaimedRow>(CLAIM, [group, ...values, owner]);
  // After the claim, so that nobody can park in between.
  const keys = await pool.query<KeyRow>(PARKED_KEYS, [group, ...values]);
  const parked = new Map<string, string[]>();
  for (const row of keys.rows) {
    parked.set(placeName(row), [...(parked.get(placeName(row)) ?? []), row.key]);
  }
  return rows.map((row) => ({
    partition: row.partition,
    log: row.log,
    nextOffset: row.next_offset === null ? null : Number(row.next_offset),
    lastPos: Number(row.last_pos),
    lastHash: row.last_hash,
    logEpoch: row.log_epoch,
    claimEpoch: Number(row.claim_epoch),
    halted: row.state === 'halted' ? (row.reason ?? 'halted') : undefined,
    parkedKeys: parked.get(placeName(row)) ?? [],
  }));
};

/** Moves rows on in the open transaction. @returns those whose row was not as expected */
export const advanceProgress = async (
  tx: PoolClient,
  group: string,
  steps: readonly Step[],
): Promise<Place[]> => {
  const { rows } = await tx.query<Place>({
    name: 'advance_progress',
    text: ADVANCE,
    values: [
      group,
      ...placesOf(steps),
      steps.map(({ claimEpoch }) => claimEpoch),
      steps.map(({ was }) => was.pos),
      steps.map(({ becomes }) => becomes.pos),
      steps.map(({ becomes }) => becomes.hash),
      steps.map(({ becomes }) => becomes.logEpoch),
      steps.map(({ becomes }) => becomes.offset),
      steps.map(({ halt }) => halt ?? null),
    ],
  });
  if (rows.length === steps.length) return [];
  const moved = new Set(rows.map(placeName));
  return steps.filter((step) => !moved.has(placeName(step)));
};

/** Who holds a row now; undefined when it is not there. */
export const ownerOfProgress = async (
  pool: Pool,
  group: string,
  place: Place,
): Promise<string | undefined> => {
  const { rows } = await pool.query<{ owner: string }>(
    `SELECT owner FROM follower_progress WHERE partition = $1 AND follower_group = $2 AND log = $3`,
    [place.partition, group, place.log],
  );
  return rows[0]?.owner;
};
