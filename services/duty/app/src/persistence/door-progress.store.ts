import { PARTITIONS } from '@ywk/contracts';
import type { Connections } from './transaction.ts';

const NEXT = `
SELECT partition, next_offset FROM follower_progress
WHERE partition BETWEEN 0 AND $3 AND follower_group = $1 AND log = $2`;

/** Offset that each partition of a door reads next, by partition; absent where nothing was read. */
export const doorOffsets = async (
  db: Connections,
  { group, door }: { group: string; door: string },
): Promise<Map<number, number>> => {
  const { rows } = await db.query<{ partition: number; next_offset: string | null }>(NEXT, [
    group,
    door,
    PARTITIONS - 1,
  ]);
  return new Map(rows.map((row) => [row.partition, Number(row.next_offset ?? 0)]));
};
