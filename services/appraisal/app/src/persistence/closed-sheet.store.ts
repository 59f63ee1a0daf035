import {
  type Adjustment,
  type HeldRole,
  monthPartOf,
  type ScoreSheet,
  type Stay,
} from '@ywk/appraisal-domain';
import type { PoolClient } from 'pg';
import type { Database, OfficerAt } from './database.ts';
import { documentsIn, joined } from './documents.ts';

/** What a closed month was computed from, kept so that late facts are measured against the same. */
export interface ClosedInputs {
  readonly stays: readonly Stay[];
  readonly roles: readonly HeldRole[];
  /** Values by cohort key. */
  readonly cohorts: Readonly<Record<string, string>>;
  readonly adjustments: readonly Adjustment[];
}

/** A month's sheet, computed once at its close. */
export interface ClosedSheet extends OfficerAt {
  readonly revision: number;
  readonly sheet: ScoreSheet;
  readonly inputs: ClosedInputs;
}

const UPSERT = `
INSERT INTO closed_sheet (partition, officer, period, revision, unit, post, total, grade, pay,
  content, inputs, month_part)
SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::text[], $4::int[], $5::text[], $6::text[],
  $7::int[], $8::text[], $9::bigint[], ${documentsIn('$10')}, ${documentsIn('$11')}, $12::text[])
ON CONFLICT (partition, officer, period, revision) DO UPDATE SET unit = excluded.unit,
  post = excluded.post, total = excluded.total, grade = excluded.grade, pay = excluded.pay,
  content = excluded.content, inputs = excluded.inputs, month_part = excluded.month_part`;

/** Keeps sheets of a close; a close that was broken off writes the same rows again. */
export const keepClosedSheets = async (
  tx: PoolClient,
  rows: readonly ClosedSheet[],
): Promise<void> => {
  if (rows.length === 0) return;
  await tx.query({
    name: 'keep_closed_sheets',
    text: UPSERT,
    values: [
      rows.map(({ partition }) => partition),
      rows.map(({ officer }) => officer),
      rows.map(({ sheet }) => sheet.period),
      rows.map(({ revision }) => revision),
      rows.map(({ sheet }) => sheet.unit),
      rows.map(({ sheet }) => sheet.post),
      rows.map(({ sheet }) => sheet.total),
      rows.map(({ sheet }) => sheet.grade),
      rows.map(({ sheet }) => sheet.pay),
      joined(rows.map(({ sheet }) => sheet)),
      joined(rows.map(({ inputs }) => inputs)),
      rows.map(({ sheet }) => JSON.stringify(monthPartOf(sheet))),
    ],
  });
};

interface RawClosed {
  readonly partition: number;
  readonly officer: string;
  readonly revision: number;
  readonly content: string;
  readonly inputs: string;
}

const closedOf = ({ content, inputs, ...at }: RawClosed): ClosedSheet => ({
  ...at,
  sheet: JSON.parse(content) as ScoreSheet,
  inputs: JSON.parse(inputs) as ClosedInputs,
});

const READ = `
SELECT c.partition, c.officer, c.revision, c.content, c.inputs
FROM unnest($1::smallint[], $2::uuid[]) AS o(partition, officer)
JOIN closed_sheet c ON c.partition = o.partition AND c.officer = o.officer AND c.period = $3
  AND c.revision = $4`;

/** One revision of a closed month of some officers, by officer. */
export const closedSheetsBy = async (
  db: Database,
  officers: readonly OfficerAt[],
  { period, revision }: { readonly period: string; readonly revision: number },
): Promise<Map<string, ClosedSheet>> => {
  const { rows } = await db.query<RawClosed>({
    name: 'closed_sheets_by',
    text: READ,
    values: [
      officers.map(({ partition }) => partition),
      officers.map(({ officer }) => officer),
      period,
      revision,
    ],
  });
  return new Map(rows.map((row) => [row.officer, closedOf(row)]));
};

const OF_UNITS = `
SELECT partition, officer, revision, content, inputs FROM closed_sheet
WHERE partition BETWEEN 0 AND 63 AND period = $1 AND revision = $2 AND unit = ANY($3::text[])
  AND officer > $4
ORDER BY officer LIMIT $5`;

/** A page of closed sheets of some units, by officer. */
export interface ClosedPage {
  readonly period: string;
  readonly revision: number;
  readonly units: readonly string[];
  readonly after: string;
  readonly limit: number;
}

export const closedSheetsOfUnits = async (
  db: Database,
  page: ClosedPage,
): Promise<ClosedSheet[]> => {
  const { rows } = await db.query<RawClosed>({
    name: 'closed_sheets_of_units',
    text: OF_UNITS,
    values: [page.period, page.revision, page.units, page.after, page.limit],
  });
  return rows.map(closedOf);
};

const GRADED_UNITS = `
SELECT DISTINCT unit FROM closed_sheet
WHERE partition BETWEEN 0 AND 63 AND period = $1 AND revision = $2 AND grade IS NOT NULL
ORDER BY unit`;

/** Units in which somebody has a grade in a closed month. */
export const gradedUnits = async (
  db: Database,
  period: string,
  revision: number,
): Promise<string[]> => {
  const { rows } = await db.query<{ unit: string }>(GRADED_UNITS, [period, revision]);
  return rows.map(({ unit }) => unit);
};

const CHANGED_UNITS = `
SELECT DISTINCT u.unit FROM (
  SELECT coalesce(now.officer, old.officer) AS officer, now.unit AS now_unit, old.unit AS old_unit
  FROM (SELECT * FROM closed_sheet
        WHERE partition BETWEEN 0 AND 63 AND period = $1 AND revision = $2) now
  FULL JOIN (SELECT * FROM closed_sheet
        WHERE partition BETWEEN 0 AND 63 AND period = $1 AND revision = $2 - 1) old
    ON old.partition = now.partition AND old.officer = now.officer
  WHERE (now.unit, now.total, now.grade, now.pay)
    IS DISTINCT FROM (old.unit, old.total, old.grade, old.pay)
) c, unnest(ARRAY[c.now_unit, c.old_unit]) AS u(unit)
WHERE u.unit IS NOT NULL ORDER BY u.unit`;

/** Units in which a revision gave somebody another unit, total, grade or pay than the one before. */
export const changedUnits = async (
  db: Database,
  period: string,
  revision: number,
): Promise<string[]> => {
  const { rows } = await db.query<{ unit: string }>(CHANGED_UNITS, [period, revision]);
  return rows.map(({ unit }) => unit);
};
