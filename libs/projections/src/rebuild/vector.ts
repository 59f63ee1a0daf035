import type { Pool, PoolClient } from 'pg';
import { placeName } from '../follower/track.ts';
import type { Place } from '../source.ts';

/** How far the live tables are in one place, and what they leave out. */
export interface LiveState extends Place {
  readonly pos: number;
  /** Positions of events that are parked. */
  readonly parked: ReadonlySet<number>;
}

interface StateRow extends Place {
  readonly pos: number;
  readonly parked: string[];
}

// One statement, so that progress and parked events are of the same moment.
const STATE = `
SELECT p.partition, p.log, p.last_pos::float8 AS pos, ARRAY(
  SELECT e.pos FROM parked_event e
  WHERE e.partition = p.partition AND e.follower_group = p.follower_group AND e.log = p.log) AS parked
FROM follower_progress p
WHERE p.follower_group = $1 AND p.log = ANY($2::text[]) ORDER BY p.partition, p.log`;

/** The position vector of the live tables, as one connection sees it. */
export const liveVector = async (
  client: Pool | PoolClient,
  group: string,
  logs: readonly string[],
): Promise<LiveState[]> => {
  const { rows } = await client.query<StateRow>(STATE, [group, logs]);
  return rows.map(({ partition, log, pos, parked }) => ({
    partition,
    log,
    pos,
    parked: new Set(parked.map(Number)),
  }));
};

/** How far the tables beside have come in one place. */
export interface BuiltState {
  readonly pos: number;
  /** Whether events were left out because they were parked. */
  readonly skipped: boolean;
}

const BUILT = `
SELECT b.partition, b.log, b.last_pos::float8 AS pos, EXISTS (
  SELECT FROM view_rebuild_skipped s
  WHERE s.partition = b.partition AND s.view = b.view AND s.log = b.log) AS skipped
FROM view_rebuild b WHERE b.partition BETWEEN 0 AND 63 AND b.view = $1`;

/** How far the tables beside have come, by place. */
export const builtVector = async (
  client: Pool | PoolClient,
  view: string,
): Promise<Map<string, BuiltState>> => {
  const { rows } = await client.query<Place & BuiltState>(BUILT, [view]);
  return new Map(rows.map((row) => [placeName(row), row]));
};

/** Places where the tables beside have something to take in. */
export const behind = (
  target: readonly LiveState[],
  built: ReadonlyMap<string, BuiltState>,
): (LiveState & { readonly from: number })[] =>
  target.flatMap((state) => {
    const { pos, skipped } = built.get(placeName(state)) ?? { pos: 0, skipped: false };
    return skipped || pos < state.pos ? [{ ...state, from: pos }] : [];
  });

const DIGEST = `
SELECT count(*)::text AS rows,
  coalesce(sum(hashtextextended(to_jsonb(t)::text, 0)::numeric), 0)::text AS sum`;

/** Number of a table's rows and the sum of their hashes: the same for the same rows in any order. */
export const tableDigest = async (client: Pool | PoolClient, table: string): Promise<string> => {
  const { rows } = await client.query<{ rows: string; sum: string }>(
    `${DIGEST} FROM "${table}" AS t`,
  );
  return `${rows[0]?.rows ?? ''} ${rows[0]?.sum ?? ''}`;
};
