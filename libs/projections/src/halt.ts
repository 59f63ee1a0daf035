import type { Pool } from 'pg';
import type { Place } from './source.ts';

/** A halted partition, and how to go on. */
export interface HaltToClear extends Place {
  readonly group: string;
  /**
   * `same` meets the same record again; `next` passes it over; `earliest` begins at the oldest one
   * that the topic holds. Followers lose nothing by `next`: what their topic lacks is read from the
   * log. A door does: what it passes over is gone.
   */
  readonly readFrom: 'same' | 'next' | 'earliest';
}

const CLEAR = `
UPDATE follower_progress SET state = 'running', reason = NULL,
  next_offset = CASE $4 WHEN 'same' THEN next_offset WHEN 'next' THEN next_offset + 1 END
WHERE partition = $1 AND follower_group = $2 AND log = $3 AND state = 'halted'`;

const CLEARED = `
SELECT p.log, p.partition FROM follower_progress p
JOIN unnest($2::smallint[], $3::text[]) AS a(partition, log)
  ON a.partition = p.partition AND a.log = p.log
WHERE p.follower_group = $1 AND p.state = 'running'`;

/**
 * Lets a halted partition go on, after a person has looked. Its owner sees it within seconds.
 * @returns whether it was halted
 */
export const clearHalt = async (pool: Pool, halt: HaltToClear): Promise<boolean> => {
  const values = [halt.partition, halt.group, halt.log, halt.readFrom];
  const { rowCount } = await pool.query(CLEAR, values);
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
