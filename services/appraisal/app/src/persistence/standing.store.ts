import { PARTITIONS } from '@ywk/contracts';
import type { Database } from './database.ts';

/** A partition that a follower stopped at. */
export interface HaltedPlace {
  readonly log: string;
  readonly partition: number;
}

const HALTED = `
SELECT log, partition FROM follower_progress
WHERE partition BETWEEN 0 AND $1 AND follower_group = ANY($2::text[]) AND state = 'halted'
ORDER BY log, partition`;

/** Partitions at which these followers wait for a person. */
export const haltedPlaces = async (
  db: Database,
  groups: readonly string[],
): Promise<HaltedPlace[]> => {
  const { rows } = await db.query<HaltedPlace>(HALTED, [PARTITIONS - 1, groups]);
  return rows;
};

/** A key with events that could not be applied. */
export interface ParkedKey {
  readonly log: string;
  readonly key: string;
}

const PARKED = `
SELECT DISTINCT log, key FROM parked_event
WHERE partition BETWEEN 0 AND $1 AND follower_group = ANY($2::text[])
ORDER BY log, key`;

/** Keys that these followers have set aside. */
export const parkedKeys = async (db: Database, groups: readonly string[]): Promise<ParkedKey[]> => {
  const { rows } = await db.query<ParkedKey>(PARKED, [PARTITIONS - 1, groups]);
  return rows;
};
