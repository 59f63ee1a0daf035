import type { Database } from './database.ts';

const TOTALS = `
SELECT unit, array_agg(total) AS totals FROM closed_sheet
WHERE partition BETWEEN 0 AND 63 AND period = $1 AND revision = $2 AND unit IS NOT NULL
  AND grade IS NOT NULL
GROUP BY unit`;

/** Totals of those ranked in each unit in one revision of a month, hundredths of a point. */
export const totalsOfUnits = async (
  db: Database,
  period: string,
  revision: number,
): Promise<Map<string, readonly number[]>> => {
  const { rows } = await db.query<{ unit: string; totals: number[] }>({
    name: 'totals_of_units',
    text: TOTALS,
    values: [period, revision],
  });
  return new Map(rows.map(({ unit, totals }) => [unit, totals]));
};
