import type { PlacementEvent } from '@ywk/appraisal-domain';
import type { PoolClient } from 'pg';
import { NOW, type Database, type OfficerAt } from './database.ts';

/** What recruitment told about one officer, at its position. */
export interface PlacementRow extends OfficerAt {
  readonly pos: number;
  /** When recruitment took it in, ms. */
  readonly recordedMs: number;
  readonly event: PlacementEvent;
}

const placeOf = (event: PlacementEvent) =>
  event.kind === 'LEFT'
    ? { day: event.on, unit: null, post: null, team: null }
    : { ...event, day: event.from };

const insert = (table: string): string => `
INSERT INTO ${table} (partition, officer, pos, kind, day, unit, post, team, tier, until, share,
  recorded_ms)
SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::bigint[], $4::text[], $5::date[], $6::text[],
  $7::text[], $8::text[], $9::smallint[], $10::date[], $11::smallint[], $12::bigint[])
ON CONFLICT (partition, officer, pos) DO NOTHING`;

/** @param table where they are kept: `placement`, or one that is built beside it */
export const keepPlacements = async (
  tx: PoolClient,
  rows: readonly PlacementRow[],
  table: string,
): Promise<void> => {
  if (rows.length === 0) return;
  const places = rows.map(({ event }) => placeOf(event));
  await tx.query({
    name: `keep_${table}`,
    text: insert(table),
    values: [
      rows.map(({ partition }) => partition),
      rows.map(({ officer }) => officer),
      rows.map(({ pos }) => pos),
      rows.map(({ event }) => event.kind),
      places.map(({ day }) => day),
      places.map(({ unit }) => unit),
      places.map(({ post }) => post),
      places.map(({ team }) => team),
      rows.map(({ event }) => (event.kind === 'HIRED' ? event.tier : null)),
      rows.map(({ event }) => (event.kind === 'SECOND_POST' ? event.to : null)),
      rows.map(({ event }) => (event.kind === 'SECOND_POST' ? event.share : null)),
      rows.map(({ recordedMs }) => recordedMs),
    ],
  });
};

interface RawPlacement {
  readonly officer: string;
  readonly kind: PlacementEvent['kind'];
  readonly day: string;
  readonly unit: string | null;
  readonly post: string | null;
  readonly team: string | null;
  readonly tier: number | null;
  readonly until: string | null;
  readonly share: number | null;
}

const eventOf = ({ kind, day, tier, until, share, ...row }: RawPlacement): PlacementEvent => {
  const { unit, post, team } = row;
  const place = { from: day, unit: unit ?? '', post: post ?? '', team };
  switch (kind) {
    case 'LEFT':
      return { kind, on: day };
    case 'HIRED':
      return { kind, ...place, tier };
    case 'SECOND_POST':
      return { kind, ...place, to: until, share: share ?? 0 };
    case 'TRANSFERRED':
      return { kind, ...place };
  }
};

const READ = `
SELECT p.officer, p.kind, to_char(p.day, 'YYYY-MM-DD') AS day, p.unit, p.post, p.team, p.tier,
  to_char(p.until, 'YYYY-MM-DD') AS until, p.share
FROM unnest($1::smallint[], $2::uuid[], $3::bigint[]) AS o(partition, officer, before)
JOIN placement p ON p.partition = o.partition AND p.officer = o.officer AND p.pos < o.before
WHERE p.recorded_ms <= $4
ORDER BY p.officer, p.pos`;

/** An officer, and the position of the personnel log up to which words about them are heard. */
export interface OfficerUntil extends OfficerAt {
  readonly before?: number;
}

/**
 * What was told about some officers, in order, by officer.
 * @param until only what recruitment had taken in by then, ms
 */
export const readPlacements = async (
  db: Database,
  officers: readonly OfficerUntil[],
  until = NOW,
): Promise<Map<string, PlacementEvent[]>> => {
  const { rows } = await db.query<RawPlacement>({
    name: 'placements_of_officers',
    text: READ,
    values: [
      officers.map(({ partition }) => partition),
      officers.map(({ officer }) => officer),
      officers.map(({ before }) => before ?? Number.MAX_SAFE_INTEGER),
      until,
    ],
  });
  const found = new Map<string, PlacementEvent[]>();
  for (const row of rows) {
    const list = found.get(row.officer);
    if (list === undefined) found.set(row.officer, [eventOf(row)]);
    else list.push(eventOf(row));
  }
  return found;
};

const IN_COHORTS = `
SELECT DISTINCT partition, officer FROM placement
WHERE partition BETWEEN 0 AND 63 AND recorded_ms <= $3
  AND (team = ANY($1::text[]) OR unit = ANY($1::text[]) OR post = ANY($2::text[]))
ORDER BY officer`;

/** Where a cohort's members are looked for: its name is a team, a unit, or a post. */
export interface CohortPlaces {
  readonly groups: readonly string[];
  readonly posts: readonly string[];
}

/** Officers who were ever told to stand in some teams, units or posts. */
export const officersOfCohorts = async (
  db: Database,
  { groups, posts }: CohortPlaces,
  until: number,
): Promise<OfficerAt[]> => {
  const { rows } = await db.query<OfficerAt>({
    name: 'officers_of_cohorts',
    text: IN_COHORTS,
    values: [groups, posts, until],
  });
  return rows;
};

const IN_UNITS = `
SELECT DISTINCT partition, officer FROM placement
WHERE partition BETWEEN 0 AND 63 AND unit = ANY($1::text[]) AND recorded_ms <= $2 AND officer > $3
ORDER BY officer LIMIT $4`;

/** A page of officers who were ever told to stand in some units, by officer. */
export const officersOfUnits = async (
  db: Database,
  { units, after, limit }: { units: readonly string[]; after: string; limit: number },
  until: number,
): Promise<OfficerAt[]> => {
  const values = [units, until, after, limit];
  const { rows } = await db.query<OfficerAt>({ name: 'officers_of_units', text: IN_UNITS, values });
  return rows;
};

const PLACED = `
SELECT DISTINCT officer FROM placement
WHERE partition = $1 AND kind = 'HIRED' AND day < $2::date ORDER BY officer`;

/** Officers of one partition who were hired before a day. */
export const officersHired = async (
  db: Database,
  partition: number,
  before: string,
): Promise<string[]> => {
  const { rows } = await db.query<{ officer: string }>({
    name: 'officers_hired',
    text: PLACED,
    values: [partition, before],
  });
  return rows.map(({ officer }) => officer);
};
