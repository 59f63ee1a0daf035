import type { LabRank, LabResult, LabUnitMonth, OfficerDecided } from '@ywk/appraisal-domain';
import { partitionOf } from '@ywk/contracts';
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';
import type { LabPlace, Sides } from './lab-work.store.ts';

/** One month of one run. */
type Month = Omit<LabPlace, 'partition'>;

const SIZES = `
SELECT unit, count(*)::int AS people FROM lab_change
WHERE partition BETWEEN 0 AND 63 AND run = $1 AND period = $2 AND unit IS NOT NULL
GROUP BY unit ORDER BY unit`;

/** How many stand in each unit in a month, by unit. */
export const labUnitSizes = async (
  db: Database,
  { run, period }: Month,
): Promise<{ unit: string; people: number }[]> => {
  const { rows } = await db.query<{ unit: string; people: number }>(SIZES, [run, period]);
  return rows;
};

/** Both sides of one officer's month, before quotas and budgets. */
export interface RankedChange extends Sides<Pick<LabResult, 'total' | 'grade' | 'pay'>> {
  readonly officer: string;
  readonly unit: string;
  readonly ranks: Sides<LabRank>;
}

const PEOPLE = `
SELECT officer, unit, ranks,
  json_build_object('total', before_total, 'grade', before_grade, 'pay', before_pay) AS live,
  json_build_object('total', after_total, 'grade', after_grade, 'pay', after_pay) AS draft
FROM lab_change
WHERE partition BETWEEN 0 AND 63 AND run = $1 AND period = $2 AND unit = ANY($3)
ORDER BY officer`;

/** Everybody of some units in a month, by officer. */
export const labPeople = async (
  db: Database,
  { run, period }: Month,
  units: readonly string[],
): Promise<RankedChange[]> => {
  const { rows } = await db.query<Omit<RankedChange, 'ranks'> & { ranks: string }>({
    name: 'lab_people',
    text: PEOPLE,
    values: [run, period, units],
  });
  return rows.map((row) => ({ ...row, ranks: JSON.parse(row.ranks) as Sides<LabRank> }));
};

const DECIDE = `
UPDATE lab_change c SET before_level = d.before_level, before_paid = d.before_paid,
  after_level = d.after_level, after_paid = d.after_paid, ranks = NULL,
  changed = c.changed OR d.before_level IS DISTINCT FROM d.after_level
    OR d.before_paid IS DISTINCT FROM d.after_paid
FROM unnest($3::smallint[], $4::uuid[], $5::smallint[], $6::bigint[], $7::smallint[], $8::bigint[])
  AS d(partition, officer, before_level, before_paid, after_level, after_paid)
WHERE c.partition = d.partition AND c.run = $1 AND c.period = $2 AND c.officer = d.officer`;

/** What is decided of an officer on both sides. */
export interface DecidedBoth extends Sides<OfficerDecided> {
  readonly officer: string;
}

/** Keeps levels and pay beside what was compared. */
export const keepLabDecided = async (
  tx: PoolClient,
  { run, period }: Month,
  decided: readonly DecidedBoth[],
): Promise<void> => {
  await tx.query({
    name: 'keep_lab_decided',
    text: DECIDE,
    values: [
      ...[run, period],
      decided.map(({ officer }) => partitionOf(officer)),
      decided.map(({ officer }) => officer),
      decided.map(({ live }) => live.level),
      decided.map(({ live }) => live.paid),
      decided.map(({ draft }) => draft.level),
      decided.map(({ draft }) => draft.paid),
    ],
  });
};

const KEEP_UNITS = `
INSERT INTO lab_unit (partition, run, period, unit, found)
SELECT p.partition, $1, $2, p.unit, p.found
FROM unnest($3::smallint[], $4::text[], $5::text[]) AS p(partition, unit, found)`;

/** Keeps what units of a month come to. */
export const keepLabUnits = async (
  tx: PoolClient,
  { run, period }: Month,
  units: readonly LabUnitMonth[],
): Promise<void> => {
  await tx.query(KEEP_UNITS, [
    ...[run, period],
    units.map(({ unit }) => partitionOf(unit)),
    units.map(({ unit }) => unit),
    units.map((each) => JSON.stringify(each)),
  ]);
};

const UNITS = `
SELECT found FROM lab_unit
WHERE partition BETWEEN 0 AND 63 AND run = $1 AND ($2::text IS NULL OR period = $2)
ORDER BY period, unit`;

/** What units come to in a month, or in all months when none is named. */
export const readLabUnits = async (
  db: Database,
  run: string,
  period: string | null,
): Promise<LabUnitMonth[]> => {
  const { rows } = await db.query<{ found: string }>(UNITS, [run, period]);
  return rows.map(({ found }) => JSON.parse(found) as LabUnitMonth);
};
