import { PARTITIONS } from '@ywk/contracts';
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';

/** A period's marker as it stands in one partition of one log. */
export interface Marker {
  readonly partition: number;
  readonly log: string;
  readonly calendar: string;
  readonly period: string;
  readonly pos: number;
}

const INSERT = `
INSERT INTO period_marker (partition, log, calendar, period, pos)
SELECT * FROM unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::bigint[])
ON CONFLICT (partition, log, calendar, period) DO NOTHING`;

/** Keeps markers; the first of a period in a partition is the one that counts. */
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
      markers.map(({ pos }) => pos),
    ],
  });
};

interface RawMarker {
  readonly partition: number;
  readonly log: string;
  readonly calendar: string;
  readonly period: string;
  readonly pos: string;
}

const markerOf = (row: RawMarker): Marker => ({ ...row, pos: Number(row.pos) });

const OF_PARTITIONS = `
SELECT partition, log, calendar, period, pos FROM period_marker
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
SELECT partition, log, calendar, period, pos FROM period_marker
WHERE partition BETWEEN 0 AND $1 AND calendar = $2 AND period = $3
ORDER BY log, partition`;

/** All markers of one period that were applied here. */
export const markersOfPeriod = async (
  db: Database,
  calendar: string,
  period: string,
): Promise<Marker[]> => {
  const { rows } = await db.query<RawMarker>(OF_PERIOD, [PARTITIONS - 1, calendar, period]);
  return rows.map(markerOf);
};
