import { PARTITIONS } from '@ywk/contracts';
import type { Database } from './database.ts';

const READ = `
SELECT log, json_agg(last_pos ORDER BY partition) AS positions
FROM follower_progress
WHERE partition BETWEEN 0 AND $1 AND follower_group = $2
GROUP BY log ORDER BY log`;

/** Positions that a follower has applied, by log, partition 0 first: canonical text. */
export const readVector = async (db: Database, group: string): Promise<string> => {
  const { rows } = await db.query<{ log: string; positions: number[] }>({
    name: 'position_vector',
    text: READ,
    values: [PARTITIONS - 1, group],
  });
  return JSON.stringify(Object.fromEntries(rows.map(({ log, positions }) => [log, positions])));
};
