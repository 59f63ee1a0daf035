import {
  type MonthPart,
  monthPartOf,
  type RolledMonth,
  type RollupSheet,
  type ScoreSheet,
} from '@ywk/appraisal-domain';
import { canonicalText } from '@ywk/contracts';
import type { LocalMonth } from '@ywk/kernel';
import type { PoolClient } from 'pg';
import type { Database, OfficerAt } from './database.ts';
import { documentsIn, joined } from './documents.ts';

/** Revisions by month. */
export type MonthRevisions = Readonly<Record<LocalMonth, number>>;

/** One revision of a period. */
export interface PeriodRevision {
  readonly period: string;
  readonly revision: number;
}

const OFFICERS = `
SELECT partition, officer FROM closed_sheet
WHERE partition BETWEEN 0 AND 63 AND period = $1 AND revision = $2 AND unit IS NOT NULL
ORDER BY partition, officer`;

/** Who has a place in a closed month. */
export const officersClosedIn = async (
  db: Database,
  { period, revision }: PeriodRevision,
): Promise<OfficerAt[]> => {
  const { rows } = await db.query<OfficerAt>({
    name: 'officers_closed_in',
    text: OFFICERS,
    values: [period, revision],
  });
  return rows;
};

const MONTHS = `
SELECT c.officer, c.period, c.revision, c.unit, c.total, c.grade, c.month_part AS part,
  CASE WHEN c.month_part IS NULL THEN c.content END AS content
FROM unnest($1::smallint[], $2::uuid[]) AS o(partition, officer)
CROSS JOIN unnest($3::text[], $4::int[]) AS m(period, revision)
JOIN closed_sheet c ON c.partition = o.partition AND c.officer = o.officer
  AND c.period = m.period AND c.revision = m.revision
ORDER BY c.officer, c.period`;

type RawMonth = Omit<RolledMonth, keyof MonthPart> & {
  readonly officer: string;
  readonly part: string | null;
  readonly content: string | null;
};

const monthOf = ({ officer: _officer, part, content, ...month }: RawMonth): RolledMonth => ({
  ...month,
  ...(part === null
    ? monthPartOf(JSON.parse(content ?? '') as ScoreSheet)
    : (JSON.parse(part) as MonthPart)),
});

/** What closed months say of some officers, oldest first, by officer. */
export const closedMonths = async (
  db: Database,
  officers: readonly OfficerAt[],
  months: MonthRevisions,
): Promise<Map<string, RolledMonth[]>> => {
  const { rows } = await db.query<RawMonth>({
    name: 'closed_months',
    text: MONTHS,
    values: [
      officers.map(({ partition }) => partition),
      officers.map(({ officer }) => officer),
      Object.keys(months),
      Object.values(months),
    ],
  });
  const found = new Map<string, RolledMonth[]>();
  for (const row of rows) {
    const list = found.get(row.officer);
    if (list === undefined) found.set(row.officer, [monthOf(row)]);
    else list.push(monthOf(row));
  }
  return found;
};

const KEEP = `
INSERT INTO closed_sheet (partition, officer, period, revision, unit, total, content, inputs)
SELECT p.partition, p.officer, $3, $4, p.unit, p.total, p.content, $8
FROM unnest($1::smallint[], $2::uuid[], $5::text[], $6::int[], ${documentsIn('$7')})
  AS p(partition, officer, unit, total, content)
ON CONFLICT (partition, officer, period, revision) DO UPDATE SET unit = excluded.unit,
  total = excluded.total, content = excluded.content, inputs = excluded.inputs`;

/** Sheets of a longer period, and the months that went in. */
export interface RollupRows extends PeriodRevision {
  readonly sheets: readonly (RollupSheet & OfficerAt)[];
  readonly months: MonthRevisions;
}

/** Keeps them beside those of months; a computation that was broken off writes the same rows again. */
export const keepRollups = async (
  tx: PoolClient,
  { period, revision, sheets, months }: RollupRows,
): Promise<void> => {
  if (sheets.length === 0) return;
  await tx.query({
    name: 'keep_rollups',
    text: KEEP,
    values: [
      sheets.map(({ partition }) => partition),
      sheets.map(({ officer }) => officer),
      period,
      revision,
      sheets.map(({ unit }) => unit),
      sheets.map(({ total }) => total),
      joined(sheets.map(({ partition: _partition, ...sheet }) => sheet)),
      canonicalText({ months }),
    ],
  });
};

const MONTHS_OF = `
SELECT inputs FROM closed_sheet
WHERE partition BETWEEN 0 AND 63 AND period = $1 AND revision = $2 LIMIT 1`;

/** The months that went into a revision; none where nobody has a place in it. */
export const monthsIn = async (
  db: Database,
  { period, revision }: PeriodRevision,
): Promise<MonthRevisions> => {
  const { rows } = await db.query<{ inputs: string }>(MONTHS_OF, [period, revision]);
  const [row] = rows;
  if (row === undefined) return {};
  return (JSON.parse(row.inputs) as { readonly months: MonthRevisions }).months;
};

const SHEETS = `
SELECT content FROM closed_sheet
WHERE partition BETWEEN 0 AND 63 AND period = $1 AND revision = $2
ORDER BY officer`;

// A statement of its own: one for both would read everybody's sheets for each unit.
const SHEETS_OF_UNITS = `
SELECT content FROM closed_sheet
WHERE partition BETWEEN 0 AND 63 AND period = $1 AND revision = $2 AND unit = ANY($3::text[])
ORDER BY officer`;

/** Sheets of some units, or of all, by officer. */
export const rollupsOf = async (
  db: Database,
  { period, revision }: PeriodRevision,
  units: readonly string[] | null,
): Promise<RollupSheet[]> => {
  const asked =
    units === null
      ? { name: 'rollups_of_all', text: SHEETS, values: [period, revision] }
      : { name: 'rollups_of_units', text: SHEETS_OF_UNITS, values: [period, revision, units] };
  const { rows } = await db.query<{ content: string }>(asked);
  return rows.map(({ content }) => JSON.parse(content) as RollupSheet);
};

const UNITS = `
SELECT DISTINCT unit FROM closed_sheet
WHERE partition BETWEEN 0 AND 63 AND period = $1 AND revision = $2 AND unit IS NOT NULL
ORDER BY unit`;

/** Units that have people in a longer period. */
export const unitsIn = async (
  db: Database,
  { period, revision }: PeriodRevision,
): Promise<string[]> => {
  const { rows } = await db.query<{ unit: string }>(UNITS, [period, revision]);
  return rows.map(({ unit }) => unit);
};

const CHANGED = `
SELECT count(DISTINCT now.officer)::int AS n
FROM unnest($1::text[], $2::int[], $3::int[]) AS m(period, before, revision)
JOIN closed_sheet now ON now.partition BETWEEN 0 AND 63 AND now.period = m.period
  AND now.revision = m.revision
LEFT JOIN closed_sheet old ON old.partition = now.partition AND old.officer = now.officer
  AND old.period = m.period AND old.revision = m.before
WHERE (now.unit, now.total, now.grade, now.month_part)
  IS DISTINCT FROM (old.unit, old.total, old.grade, old.month_part)`;

/** A month that went in by one revision and now has another. */
export interface MovedMonth {
  readonly period: LocalMonth;
  readonly before: number;
  readonly revision: number;
}

/** Officers of whom these months now say something else. */
export const officersMoved = async (
  db: Database,
  moved: readonly MovedMonth[],
): Promise<number> => {
  if (moved.length === 0) return 0;
  const { rows } = await db.query<{ n: number }>(CHANGED, [
    moved.map(({ period }) => period),
    moved.map(({ before }) => before),
    moved.map(({ revision }) => revision),
  ]);
  return rows[0]?.n ?? 0;
};

const UNIT_OF = `
SELECT unit FROM closed_sheet
WHERE partition = $1 AND officer = $2 AND period = $3 AND revision = $4`;

/** The unit in which an officer stands in a longer period; empty for who has no place in it. */
export const unitOfRollup = async (
  db: Database,
  { partition, officer }: OfficerAt,
  { period, revision }: PeriodRevision,
): Promise<string> => {
  const { rows } = await db.query<{ unit: string | null }>({
    name: 'unit_of_rollup',
    text: UNIT_OF,
    values: [partition, officer, period, revision],
  });
  return rows[0]?.unit ?? '';
};
