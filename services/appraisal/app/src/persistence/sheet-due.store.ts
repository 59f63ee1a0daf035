import type { PoolClient } from 'pg';
import type { Database, OfficerAt } from './database.ts';

/** A sheet that no longer shows what is known. */
export interface DueSheet extends OfficerAt {
  readonly period: string;
}

/** One as taken up: `touched` tells whether more came in meanwhile. */
export interface TakenSheet extends DueSheet {
  readonly touched: number;
}

const MARK = `
INSERT INTO sheet_due AS d (partition, officer, period)
SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::text[])
ON CONFLICT (partition, officer, period) DO UPDATE SET touched = d.touched + 1`;

const keyOf = ({ partition, officer, period }: DueSheet): string =>
  `${String(partition).padStart(2, '0')} ${officer} ${period}`;

/** Marks sheets to be computed again; in the order of their key, each once. */
export const markDue = async (tx: PoolClient, sheets: readonly DueSheet[]): Promise<void> => {
  if (sheets.length === 0) return;
  const distinct = new Map(sheets.map((sheet) => [keyOf(sheet), sheet]));
  const rows = [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sheet]) => sheet);
  await tx.query({
    name: 'mark_due',
    text: MARK,
    values: [
      rows.map(({ partition }) => partition),
      rows.map(({ officer }) => officer),
      rows.map(({ period }) => period),
    ],
  });
};

const MARK_FROM = `
INSERT INTO sheet_due AS d (partition, officer, period)
SELECT s.partition, s.officer, s.period
FROM unnest($1::smallint[], $2::uuid[], $3::text[]) AS o(partition, officer, first)
JOIN sheet s ON s.partition = o.partition AND s.officer = o.officer AND s.period >= o.first
ORDER BY s.partition, s.officer, s.period
ON CONFLICT (partition, officer, period) DO UPDATE SET touched = d.touched + 1`;

/** Marks the sheets that exist from a month on: where an officer stood has changed. */
export const markDueFrom = async (
  tx: PoolClient,
  officers: readonly (OfficerAt & { readonly firstPeriod: string })[],
): Promise<void> => {
  if (officers.length === 0) return;
  const first = new Map<string, OfficerAt & { readonly firstPeriod: string }>();
  for (const each of officers) {
    const known = first.get(each.officer);
    if (known === undefined || each.firstPeriod < known.firstPeriod) first.set(each.officer, each);
  }
  const rows = [...first.values()];
  await tx.query({
    name: 'mark_due_from',
    text: MARK_FROM,
    values: [
      rows.map(({ partition }) => partition),
      rows.map(({ officer }) => officer),
      rows.map(({ firstPeriod }) => firstPeriod),
    ],
  });
};

const MARK_ALL = `
INSERT INTO sheet_due AS d (partition, officer, period)
SELECT DISTINCT p.partition, p.officer, $2
FROM placement p WHERE p.partition = ANY($1::smallint[]) AND p.kind = 'HIRED' AND p.day < $3::date
ORDER BY 1, 2
ON CONFLICT (partition, officer, period) DO UPDATE SET touched = d.touched + 1`;

/** Marks the sheets of everybody employed before a period's end: none is missing at its close. */
export const markDueForAll = async (
  tx: PoolClient,
  partitions: readonly number[],
  { period, until }: { readonly period: string; readonly until: string },
): Promise<void> => {
  await tx.query({
    name: 'mark_due_for_all',
    text: MARK_ALL,
    values: [partitions, period, until],
  });
};

const TAKE = `
SELECT partition, officer, period, touched FROM sheet_due
WHERE partition BETWEEN 0 AND 63 AND period = (
  SELECT period FROM sheet_due WHERE partition BETWEEN 0 AND 63 LIMIT 1)
LIMIT $1`;

/** Some due sheets, all of one period. */
export const takeDue = async (db: Database, limit: number): Promise<TakenSheet[]> => {
  const { rows } = await db.query<Omit<TakenSheet, 'touched'> & { touched: string }>({
    name: 'take_due',
    text: TAKE,
    values: [limit],
  });
  return rows.map((row) => ({ ...row, touched: Number(row.touched) }));
};

const SETTLE = `
WITH mine AS (
  SELECT d.partition, d.officer, d.period
  FROM sheet_due d
  JOIN unnest($1::smallint[], $2::uuid[], $3::text[], $4::bigint[])
    AS t(partition, officer, period, touched)
    ON d.partition = t.partition AND d.officer = t.officer AND d.period = t.period
   AND d.touched = t.touched
  ORDER BY d.partition, d.officer, d.period
  FOR UPDATE OF d
)
DELETE FROM sheet_due d USING mine m
WHERE d.partition = m.partition AND d.officer = m.officer AND d.period = m.period`;

/**
 * Strikes off what was computed, unless more came in since it was taken up. Rows are locked in the
 * order in which folds lock them.
 */
export const settleDue = async (tx: PoolClient, taken: readonly TakenSheet[]): Promise<void> => {
  await tx.query({
    name: 'settle_due',
    text: SETTLE,
    values: [
      taken.map(({ partition }) => partition),
      taken.map(({ officer }) => officer),
      taken.map(({ period }) => period),
      taken.map(({ touched }) => touched),
    ],
  });
};

/** How many sheets wait. */
export const countDue = async (db: Database): Promise<number> => {
  const { rows } = await db.query<{ n: string }>(
    'SELECT count(*) AS n FROM sheet_due WHERE partition BETWEEN 0 AND 63',
  );
  return Number(rows[0]?.n ?? 0);
};
