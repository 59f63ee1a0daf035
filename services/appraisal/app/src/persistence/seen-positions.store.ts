import type { Database } from './database.ts';
import type { MonthRevision } from './month-officers.ts';

const APPLIED = `
SELECT log, last_pos FROM follower_progress
WHERE partition = $1 AND follower_group = $2 ORDER BY log`;

const MARKED = `
SELECT log, min(pos) AS pos FROM period_marker
WHERE partition = $1 AND calendar = 'month' AND period = $2 AND revision = $3
GROUP BY log ORDER BY log`;

/** A position of a log in one partition. */
export interface PlacePosition {
  readonly log: string;
  readonly partition: number;
  readonly pos: number;
}

/** Up to where a follower has applied one partition of its logs. */
export const appliedPositions = async (
  db: Database,
  partition: number,
  group: string,
): Promise<PlacePosition[]> => {
  const { rows } = await db.query<{ log: string; last_pos: string }>({
    name: 'applied_positions',
    text: APPLIED,
    values: [partition, group],
  });
  return rows.map(({ log, last_pos }) => ({ log, partition, pos: Number(last_pos) }));
};

/** Where the facts of a month's revision end in one partition of each log. */
export const markedPositions = async (
  db: Database,
  partition: number,
  { period, revision }: MonthRevision,
): Promise<PlacePosition[]> => {
  const { rows } = await db.query<{ log: string; pos: string }>({
    name: 'marked_positions',
    text: MARKED,
    values: [partition, period, revision],
  });
  return rows.map(({ log, pos }) => ({ log, partition, pos: Number(pos) }));
};

const APPLIED_TO = `
SELECT partition, last_pos FROM follower_progress
WHERE partition BETWEEN 0 AND $3 AND follower_group = $1 AND log = $2`;

/** Up to where a follower has applied each partition of one log. */
export const appliedTo = async (
  db: Database,
  { group, log, partitions }: { group: string; log: string; partitions: number },
): Promise<Map<number, number>> => {
  const { rows } = await db.query<{ partition: number; last_pos: string }>({
    name: 'applied_to',
    text: APPLIED_TO,
    values: [group, log, partitions - 1],
  });
  return new Map(rows.map(({ partition, last_pos }) => [partition, Number(last_pos)]));
};
