import type { Database, OfficerAt } from './database.ts';

/** A closed month of one officer, in short. */
export interface ClosedMonthRow {
  readonly period: string;
  readonly revision: number;
  readonly total: number | null;
  readonly grade: string | null;
}

const CLOSED = `
SELECT period, revision, total, grade FROM closed_sheet
WHERE partition = $1 AND officer = $2 AND period = ANY($3::text[])
ORDER BY period, revision`;

/** Totals and grades of an officer's closed months, every revision, oldest first. */
export const closedMonths = async (
  db: Database,
  { partition, officer }: OfficerAt,
  periods: readonly string[],
): Promise<ClosedMonthRow[]> => {
  const { rows } = await db.query<ClosedMonthRow>({
    name: 'closed_months_of_officer',
    text: CLOSED,
    values: [partition, officer, periods],
  });
  return rows;
};

const OPEN = `
SELECT s.period FROM sheet s
WHERE s.partition = $1 AND s.officer = $2 AND s.period = ANY($3::text[]) ORDER BY s.period`;

/** Months of an officer that have a provisional sheet. */
export const sheetMonths = async (
  db: Database,
  { partition, officer }: OfficerAt,
  periods: readonly string[],
): Promise<string[]> => {
  const values = [partition, officer, periods];
  const { rows } = await db.query<{ period: string }>({ name: 'sheet_months', text: OPEN, values });
  return rows.map(({ period }) => period);
};

const APPLIED = `
SELECT log, last_pos FROM follower_progress
WHERE partition = $1 AND follower_group = $2 ORDER BY log`;

const MARKED = `
SELECT log, pos FROM period_marker
WHERE partition = $1 AND calendar = 'month' AND period = $2 ORDER BY log`;

/** A position of a log in one partition. */
export interface PlacePosition {
  readonly log: string;
  readonly partition: number;
  readonly pos: number;
}

/** Up to where a follower has applied one partition of its logs. */
export const appliedPositions = async (
  db: Database,
  partition: number,
  group: string,
): Promise<PlacePosition[]> => {
  const { rows } = await db.query<{ log: string; last_pos: string }>({
    name: 'applied_positions',
    text: APPLIED,
    values: [partition, group],
  });
  return rows.map(({ log, last_pos }) => ({ log, partition, pos: Number(last_pos) }));
};

/** Where one partition of each log was cut off for a month. */
export const markedPositions = async (
  db: Database,
  partition: number,
  period: string,
): Promise<PlacePosition[]> => {
  const { rows } = await db.query<{ log: string; pos: string }>({
    name: 'marked_positions',
    text: MARKED,
    values: [partition, period],
  });
  return rows.map(({ log, pos }) => ({ log, partition, pos: Number(pos) }));
};
