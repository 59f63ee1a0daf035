import type { LeaderHeld, MentorHeld } from '@ywk/appraisal-domain';
import { partitionOf } from '@ywk/contracts';
import type { PoolClient } from 'pg';
import type { Database, OfficerAt } from './database.ts';

/** What recruitment told about a mentor of one officer, at its position. */
export interface MentorRow extends OfficerAt {
  readonly pos: number;
  readonly held: MentorHeld;
}

const insertMentors = (table: string): string => `
INSERT INTO ${table} (partition, officer, pos, person, day, until)
SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::bigint[], $4::uuid[], $5::date[], $6::date[])
ON CONFLICT (partition, officer, pos) DO NOTHING`;

/** @param table where they are kept: `mentor`, or one that is built beside it */
export const keepMentors = async (
  tx: PoolClient,
  rows: readonly MentorRow[],
  table: string,
): Promise<void> => {
  if (rows.length === 0) return;
  await tx.query({
    name: `keep_${table}`,
    text: insertMentors(table),
    values: [
      rows.map(({ partition }) => partition),
      rows.map(({ officer }) => officer),
      rows.map(({ pos }) => pos),
      rows.map(({ held }) => held.person),
      rows.map(({ held }) => held.from),
      rows.map(({ held }) => held.to),
    ],
  });
};

/** What recruitment told about who leads, at its position. */
export interface LeaderRow {
  readonly partition: number;
  readonly pos: number;
  readonly held: LeaderHeld;
}

const insertLeaders = (table: string): string => `
INSERT INTO ${table} (partition, unit, pos, office, team, person, day, until)
SELECT * FROM unnest($1::smallint[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::uuid[],
  $7::date[], $8::date[])
ON CONFLICT (partition, unit, pos) DO NOTHING`;

/** @param table where they are kept: `unit_leader`, or one that is built beside it */
export const keepLeaders = async (
  tx: PoolClient,
  rows: readonly LeaderRow[],
  table: string,
): Promise<void> => {
  if (rows.length === 0) return;
  await tx.query({
    name: `keep_${table}`,
    text: insertLeaders(table),
    values: [
      rows.map(({ partition }) => partition),
      rows.map(({ held }) => held.unit),
      rows.map(({ pos }) => pos),
      rows.map(({ held }) => held.office),
      rows.map(({ held }) => held.team),
      rows.map(({ held }) => held.person),
      rows.map(({ held }) => held.from),
      rows.map(({ held }) => held.to),
    ],
  });
};

// The last word about a place from a day holds.
const MENTORS = `
SELECT DISTINCT ON (day) person, to_char(day, 'YYYY-MM-DD') AS "from",
  to_char(until, 'YYYY-MM-DD') AS "to"
FROM mentor WHERE partition = $1 AND officer = $2 ORDER BY day, pos DESC`;

/** The mentors that one officer has, had or will have. */
export const readMentors = async (
  db: Database,
  { partition, officer }: OfficerAt,
): Promise<MentorHeld[]> => {
  const values = [partition, officer];
  const { rows } = await db.query<MentorHeld>({ name: 'mentors', text: MENTORS, values });
  return rows;
};

const LEADERS = `
SELECT DISTINCT ON (l.unit, l.office, l.team, l.day) l.unit, l.office, l.team, l.person,
  to_char(l.day, 'YYYY-MM-DD') AS "from", to_char(l.until, 'YYYY-MM-DD') AS "to"
FROM unnest($1::smallint[], $2::text[]) AS u(partition, unit)
JOIN unit_leader l ON l.partition = u.partition AND l.unit = u.unit
ORDER BY l.unit, l.office, l.team, l.day, l.pos DESC`;

/** Everybody who leads some units and their teams, did or will. */
export const readLeaders = async (
  db: Database,
  units: readonly string[],
): Promise<LeaderHeld[]> => {
  const values = [units.map(partitionOf), units];
  const { rows } = await db.query<LeaderHeld>({ name: 'unit_leaders', text: LEADERS, values });
  return rows;
};
