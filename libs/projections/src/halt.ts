import type { Pool } from 'pg';
import type { Place } from './source.ts';

const CLEAR = `
UPDATE follower_progress SET state = 'running', reason = NULL
WHERE partition = $1 AND follower_group = $2 AND log = $3 AND state = 'halted'`;

const CLEARED = `
SELECT p.log, p.partition FROM follower_progress p
JOIN unnest($2::smallint[], $3::text[]) AS a(partition, log)
  ON a.partition = p.partition AND a.log = p.log
WHERE p.follower_group = $1 AND p.state = 'running'`;

/**
 * Lets a halted partition go on, after the cause was removed. Its owner sees it within seconds and
 * judges the same event again. @returns whether it was halted
 */
export const clearHalt = async (pool: Pool, group: string, place: Place): Promise<boolean> => {
  const { rowCount } = await pool.query(CLEAR, [place.partition, group, place.log]);
  return rowCount === 1;
};

/** Which of the halted places a person has cleared. */
export const clearedPlaces = async (
  pool: Pool,
  group: string,
  places: readonly Place[],
): Promise<Place[]> => {
  if (places.length === 0) return [];
  const { rows } = await pool.query<Place>(CLEARED, [
    group,
    places.map(({ partition }) => partition),
    places.map(({ log }) => log),
  ]);
  return rows;
};
