import type { BudgetMode } from '@ywk/appraisal-domain';
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';

/** A unit as recruitment defined it last. */
export interface UnitRow {
  readonly partition: number;
  readonly unit: string;
  readonly pos: number;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly parent: string | null;
  readonly budgetMode: BudgetMode;
}

const upsert = (table: string): string => `
INSERT INTO ${table} AS u (partition, unit, pos, name_zh, name_en, parent, budget_mode)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (partition, unit) DO UPDATE SET pos = excluded.pos, name_zh = excluded.name_zh,
  name_en = excluded.name_en, parent = excluded.parent, budget_mode = excluded.budget_mode
WHERE u.pos < excluded.pos`;

/**
 * Keeps the newest definition of each unit.
 * @param table where it is kept: `unit`, or one that is built beside it
 */
export const keepUnits = async (
  tx: PoolClient,
  units: readonly UnitRow[],
  table: string,
): Promise<void> => {
  for (const row of units) {
    const { partition, unit, pos, nameZh, nameEn, parent, budgetMode } = row;
    const values = [partition, unit, pos, nameZh, nameEn, parent, budgetMode];
    await tx.query({ name: `keep_${table}`, text: upsert(table), values });
  }
};

/** What is known of the tree. */
export interface KnownUnit {
  readonly unit: string;
  readonly parent: string | null;
  readonly name: { readonly zh: string; readonly en: string };
  readonly budgetMode: BudgetMode;
}

const READ = `
SELECT unit, parent, name_zh, name_en, budget_mode FROM unit WHERE partition BETWEEN 0 AND 63
ORDER BY unit`;

/** The units above one, the nearest first; none for a unit that is not known. */
export const unitsAbove = (units: readonly KnownUnit[]): ((unit: string) => string[]) => {
  const parents = new Map(units.map(({ unit, parent }) => [unit, parent]));
  return (unit) => {
    const above: string[] = [];
    let next = parents.get(unit);
    while (next !== undefined && next !== null && !above.includes(next)) {
      above.push(next);
      next = parents.get(next);
    }
    return above;
  };
};

interface RawUnit {
  readonly unit: string;
  readonly parent: string | null;
  readonly name_zh: string;
  readonly name_en: string;
  readonly budget_mode: BudgetMode;
}

/** All units: some hundreds, read whole. */
export const readUnits = async (db: Database): Promise<KnownUnit[]> => {
  const { rows } = await db.query<RawUnit>({ name: 'all_units', text: READ });
  return rows.map((row) => ({
    unit: row.unit,
    parent: row.parent,
    name: { zh: row.name_zh, en: row.name_en },
    budgetMode: row.budget_mode,
  }));
};
