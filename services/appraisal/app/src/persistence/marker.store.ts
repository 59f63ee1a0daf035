import type { CutOff } from '@ywk/appraisal-domain';
import { PARTITIONS } from '@ywk/contracts';
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';

/** A period's marker as it stands in one partition of one log. */
export interface Marker extends CutOff {
  readonly partition: number;
  readonly log: string;
  readonly pos: number;
}

const INSERT = `
INSERT INTO period_marker (partition, log, calendar, period, revision, final, pos)
SELECT * FROM unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::int[], $6::boolean[],
  $7::bigint[])
ON CONFLICT (partition, log, calendar, period, revision, final) DO NOTHING`;

/** Keeps markers; the first of its kind in a partition is the one that counts. */
export const keepMarkers = async (tx: PoolClient, markers: readonly Marker[]): Promise<void> => {
  if (markers.length === 0) return;
  await tx.query({
    name: 'keep_markers',
    text: INSERT,
    values: [
      markers.map(({ partition }) => partition),
      markers.map(({ log }) => log),
      markers.map(({ calendar }) => calendar),
      markers.map(({ period }) => period),
      markers.map(({ revision }) => revision),
      markers.map(({ final }) => final),
      markers.map(({ pos }) => pos),
    ],
  });
};

type RawMarker = Omit<Marker, 'pos'> & { readonly pos: string };

const markerOf = (row: RawMarker): Marker => ({ ...row, pos: Number(row.pos) });

const OF_PARTITIONS = `
SELECT partition, log, calendar, period, revision, final, pos FROM period_marker
WHERE partition = ANY($1::smallint[]) AND log = $2 AND calendar = 'month'`;

/** Markers of calendar months in some partitions of one log. */
export const readMarkers = async (
  db: Database,
  log: string,
  partitions: readonly number[],
): Promise<Marker[]> => {
  const { rows } = await db.query<RawMarker>({
    name: 'markers_of_partitions',
    text: OF_PARTITIONS,
    values: [partitions, log],
  });
  return rows.map(markerOf);
};

const OF_PERIOD = `
SELECT partition, log, calendar, period, revision, final, pos FROM period_marker
WHERE partition BETWEEN 0 AND $1 AND calendar = $2 AND period = $3 AND revision = $4
ORDER BY log, partition, pos`;

/** Which revision of which period is meant. */
export type RevisionName = Pick<CutOff, 'calendar' | 'period' | 'revision'>;

/** Markers of one revision that were applied here; those that made it final come last. */
export const markersOfRevision = async (
  db: Database,
  { calendar, period, revision }: RevisionName,
): Promise<Marker[]> => {
  const values = [PARTITIONS - 1, calendar, period, revision];
  const { rows } = await db.query<RawMarker>(OF_PERIOD, values);
  return rows.map(markerOf);
};

/** Positions at which the facts of a revision end, by log, partition 0 first; 0 where none stands. */
export const endsOfRevision = async (
  db: Database,
  name: RevisionName,
  logs: readonly string[],
): Promise<Record<string, number[]>> => {
  const ends = new Map(logs.map((log) => [log, Array.from({ length: PARTITIONS }, () => 0)]));
  for (const { log, partition, pos } of (await markersOfRevision(db, name)).reverse()) {
    const positions = ends.get(log);
    if (positions !== undefined) positions[partition] = pos;
  }
  return Object.fromEntries(ends);
};
