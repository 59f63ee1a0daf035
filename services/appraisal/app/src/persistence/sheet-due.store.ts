import { partitionOf } from '@ywk/contracts';
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
  const distinct = new Map(sheets.map((sheet) => [sheet.officer + sheet.period, sheet]));
  const rows = [...distinct.values()]
    .map((sheet) => ({ ...sheet, key: keyOf(sheet) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
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
SELECT o.partition, o.officer, a.period
FROM unnest($1::smallint[], $2::uuid[], $3::text[]) AS o(partition, officer, first)
JOIN active_period a ON a.partition BETWEEN 0 AND 63 AND a.period >= o.first
ORDER BY 1, 2, 3
ON CONFLICT (partition, officer, period) DO UPDATE SET touched = d.touched + 1`;

/**
 * Marks the sheets of active periods from a month on: where an officer stood has changed. The table
 * lock makes a period that becomes active at the same time wait, so that it finds these officers.
 */
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
  await tx.query('LOCK TABLE active_period IN SHARE MODE');
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

const IS_ACTIVE = 'SELECT 1 FROM active_period WHERE partition = $1 AND period = $2';

const ACTIVATE = `
INSERT INTO active_period (partition, period) VALUES ($1, $2)
ON CONFLICT (partition, period) DO NOTHING`;

const MARK_ALL = `
INSERT INTO sheet_due AS d (partition, officer, period)
SELECT DISTINCT p.partition, p.officer, $1
FROM placement p
WHERE p.partition BETWEEN 0 AND 63 AND p.kind = 'HIRED' AND p.day < $2::date
ORDER BY 1, 2
ON CONFLICT (partition, officer, period) DO UPDATE SET touched = d.touched + 1`;

/**
 * Sees to it that everybody employed before a period's end has a sheet in it, with facts or without:
 * a team's median counts those who answered nothing, too.
 * @param until first day after the period
 * @returns whether the period was new
 */
export const activatePeriod = async (
  tx: PoolClient,
  period: string,
  until: string,
): Promise<boolean> => {
  const at = [partitionOf(period), period];
  const known = await tx.query({ name: 'is_period_active', text: IS_ACTIVE, values: at });
  if (known.rowCount === 1) return false;
  await tx.query(ACTIVATE, at);
  await tx.query(MARK_ALL, [period, until]);
  return true;
};

const MARK_LATE = `
INSERT INTO sheet_due AS d (partition, officer, period)
SELECT DISTINCT t.partition, t.officer, t.posted
FROM tally t
WHERE t.partition BETWEEN 0 AND 63 AND t.posted <> '' AND t.posted ~ '^[0-9]{4}-[0-9]{2}$'
  AND t.day >= $1::date AND t.day < $2::date
ORDER BY 1, 2, 3
ON CONFLICT (partition, officer, period) DO UPDATE SET touched = d.touched + 1`;

/** Marks the sheets that late facts of a month adjust: it was computed, for the first time or again. */
export const markPostedFrom = async (
  db: Database,
  { from, until }: { readonly from: string; readonly until: string },
): Promise<void> => {
  await db.query(MARK_LATE, [from, until]);
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

const MARK_YEAR = `
INSERT INTO sheet_due AS d (partition, officer, period)
SELECT s.partition, s.officer, s.period FROM sheet s
WHERE s.partition BETWEEN 0 AND 63 AND s.period >= $1 AND s.period <= $2
ORDER BY 1, 2, 3
ON CONFLICT (partition, officer, period) DO UPDATE SET touched = d.touched + 1`;

/** Marks the sheets of a year, and of the December before it: their working days are other ones. */
export const markYearDue = async (db: Database, year: number): Promise<void> => {
  await db.query(MARK_YEAR, [`${year - 1}-12`, `${year}-12`]);
};
