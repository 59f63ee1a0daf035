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
