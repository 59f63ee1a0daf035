import { partitionOf } from '@ywk/contracts';
import type { Connections } from './transaction.ts';

/** A 110 system and the zone in which its days begin. */
export interface DispatchSource {
  readonly source: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** The zone of sources that have stated none. */
export const DEFAULT_ZONE = 'Asia/Shanghai';

const FIND = `SELECT time_zone FROM dispatch_source WHERE partition = $1 AND source = $2`;

/** The zone a source has stated; undefined for none. */
export const statedZone = async (db: Connections, source: string): Promise<string | undefined> => {
  const { rows } = await db.query<{ time_zone: string }>(FIND, [partitionOf(source), source]);
  return rows[0]?.time_zone;
};

const PUT = `
INSERT INTO dispatch_source (partition, source, time_zone) VALUES ($1, $2, $3)
ON CONFLICT (partition, source) DO UPDATE SET time_zone = excluded.time_zone`;

export const putSource = async (
  db: Connections,
  { source, timeZone }: DispatchSource,
): Promise<void> => {
  await db.query(PUT, [partitionOf(source), source, timeZone]);
};

const LIST = `SELECT source, time_zone AS "timeZone" FROM dispatch_source ORDER BY source`;

export const listSources = async (db: Connections): Promise<DispatchSource[]> => {
  const { rows } = await db.query<DispatchSource>(LIST);
  return rows;
};
