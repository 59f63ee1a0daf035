import { partitionOf, PARTITIONS } from '@ywk/contracts';
import type { Connections } from './transaction.ts';

/** What a source says it sent for one day; days are those of its zone. */
export interface Manifest {
  readonly source: string;
  readonly day: string;
  /** Messages whose `at` falls on the day. */
  readonly events: number;
  /** Calls named by them; null where not stated. */
  readonly calls: number | null;
  /** Messages by kind, where stated. */
  readonly kinds: Readonly<Record<string, number>>;
  /** First and last running number, where the source has one. */
  readonly firstSeq: number | null;
  readonly lastSeq: number | null;
}

const PUT = `
INSERT INTO dispatch_manifest (partition, source, day, events, calls, kinds, first_seq, last_seq,
  stated_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (partition, source, day) DO UPDATE SET events = excluded.events, calls = excluded.calls,
  kinds = excluded.kinds, first_seq = excluded.first_seq, last_seq = excluded.last_seq,
  stated_by = excluded.stated_by, stated_at = now()`;

/** Keeps a manifest; a later one for the same day replaces it. */
export const putManifest = async (db: Connections, one: Manifest, by: string): Promise<void> => {
  const { source, day, events, calls, kinds, firstSeq, lastSeq } = one;
  const stated = [source, day, events, calls, JSON.stringify(kinds), firstSeq, lastSeq, by];
  await db.query(PUT, [partitionOf(source), ...stated]);
};

interface Row {
  readonly source: string;
  readonly day: string;
  readonly events: string;
  readonly calls: string | null;
  readonly kinds: Record<string, number>;
  readonly first_seq: string | null;
  readonly last_seq: string | null;
}

const COLUMNS = 'source, day::text, events, calls, kinds, first_seq, last_seq';

const LIST = `
SELECT ${COLUMNS} FROM dispatch_manifest
WHERE source = $1 AND day >= $2::date AND day <= $3::date ORDER BY day`;

const numberOrNull = (text: string | null): number | null => (text === null ? null : Number(text));

const manifestOf = (row: Row): Manifest => ({
  source: row.source,
  day: row.day,
  events: Number(row.events),
  calls: numberOrNull(row.calls),
  kinds: row.kinds,
  firstSeq: numberOrNull(row.first_seq),
  lastSeq: numberOrNull(row.last_seq),
});

/** Manifests of a source for days, both ends included. */
export const listManifests = async (
  db: Connections,
  { source, from, to }: { source: string; from: string; to: string },
): Promise<Manifest[]> => {
  const { rows } = await db.query<Row>(LIST, [source, from, to]);
  return rows.map(manifestOf);
};

const STATED = `
SELECT DISTINCT source FROM dispatch_manifest
WHERE partition BETWEEN 0 AND $2 AND day >= $1::date ORDER BY source`;

/** Sources that have stated what they sent since a day. */
export const sourcesWithManifests = async (db: Connections, from: string): Promise<string[]> => {
  const { rows } = await db.query<{ source: string }>(STATED, [from, PARTITIONS - 1]);
  return rows.map(({ source }) => source);
};

const BOUNDS = `
floor(extract(epoch FROM ($2::date::timestamp AT TIME ZONE $3)) * 1000)::bigint AS from_ms,
floor(extract(epoch FROM (($2::date + 1)::timestamp AT TIME ZONE $3)) * 1000)::bigint AS until_ms`;

const COUNT = `
WITH day AS (SELECT ${BOUNDS}),
taken AS (
  SELECT s.kind, s.call_id FROM source_event s, day d
  WHERE s.source = $1 AND s.at_ms >= d.from_ms AND s.at_ms < d.until_ms
)
SELECT kind, count(*)::int AS events,
  (SELECT count(DISTINCT call_id)::int FROM taken) AS calls
FROM taken GROUP BY kind ORDER BY kind`;

/** What was taken in of one day. */
export interface TakenDay {
  readonly events: number;
  readonly calls: number;
  readonly kinds: Readonly<Record<string, number>>;
}

export const countDay = async (
  db: Connections,
  { source, day, timeZone }: { source: string; day: string; timeZone: string },
): Promise<TakenDay> => {
  const { rows } = await db.query<{ kind: string; events: number; calls: number }>(COUNT, [
    source,
    day,
    timeZone,
  ]);
  return {
    events: rows.reduce((sum, row) => sum + row.events, 0),
    calls: rows[0]?.calls ?? 0,
    kinds: Object.fromEntries(rows.map(({ kind, events }) => [kind, events])),
  };
};

const MISSING = `
WITH seen AS (
  SELECT DISTINCT source_seq AS n FROM source_event
  WHERE source = $1 AND source_seq BETWEEN $2 AND $3
), bounded AS (
  SELECT n FROM seen UNION ALL VALUES ($2::bigint - 1), ($3::bigint + 1)
), gaps AS (
  SELECT n + 1 AS first, lead(n) OVER (ORDER BY n) - 1 AS last FROM bounded
)
SELECT first, last FROM gaps WHERE last >= first ORDER BY first LIMIT 100`;

/** Running numbers that never came, as ranges with both ends; at most 100. */
export const missingNumbers = async (
  db: Connections,
  { source, first, last }: { source: string; first: number; last: number },
): Promise<{ first: number; last: number }[]> => {
  const { rows } = await db.query<{ first: string; last: string }>(MISSING, [source, first, last]);
  return rows.map((row) => ({ first: Number(row.first), last: Number(row.last) }));
};
