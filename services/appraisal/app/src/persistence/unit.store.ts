import type { BudgetMode } from '@ywk/appraisal-domain';
import { partitionOf } from '@ywk/contracts';
import type { PoolClient } from 'pg';
import { NOW, type Database } from './database.ts';

/** A unit as recruitment defined it once; the last definition holds. */
export interface UnitRow {
  readonly partition: number;
  readonly unit: string;
  readonly pos: number;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly parent: string | null;
  readonly budgetMode: BudgetMode;
  /** When recruitment took it in, ms. */
  readonly recordedMs: number;
}

const insert = (table: string): string => `
INSERT INTO ${table} (partition, unit, pos, name_zh, name_en, parent, budget_mode, recorded_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (partition, unit, pos) DO NOTHING`;

/**
 * Keeps every definition of each unit: what was believed at an instant is asked for later.
 * @param table where it is kept: `unit`, or one that is built beside it
 */
export const keepUnits = async (
  tx: PoolClient,
  units: readonly UnitRow[],
  table: string,
): Promise<void> => {
  for (const row of units) {
    const { partition, unit, pos, nameZh, nameEn, parent, budgetMode, recordedMs } = row;
    const values = [partition, unit, pos, nameZh, nameEn, parent, budgetMode, recordedMs];
    await tx.query({ name: `keep_${table}`, text: insert(table), values });
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
SELECT DISTINCT ON (unit) unit, parent, name_zh, name_en, budget_mode FROM unit
WHERE partition BETWEEN 0 AND 63 AND recorded_ms <= $1
ORDER BY unit, pos DESC`;

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

const knownOf = ({ unit, parent, name_zh, name_en, budget_mode }: RawUnit): KnownUnit => ({
  ...{ unit, parent, name: { zh: name_zh, en: name_en }, budgetMode: budget_mode },
});

/**
 * All units: some hundreds, read whole.
 * @param until only what recruitment had taken in by then, ms
 */
export const readUnits = async (db: Database, until = NOW): Promise<KnownUnit[]> => {
  const { rows } = await db.query<RawUnit>({ name: 'all_units', text: READ, values: [until] });
  return rows.map(knownOf);
};

const ONE = `
SELECT unit, parent, name_zh, name_en, budget_mode FROM unit
WHERE partition = $1 AND unit = $2 ORDER BY pos DESC LIMIT 1`;

/** A unit as it was defined last; undefined for an unknown one. */
export const readUnit = async (db: Database, unit: string): Promise<KnownUnit | undefined> => {
  const asked = { name: 'one_unit', text: ONE, values: [partitionOf(unit), unit] };
  return (await db.query<RawUnit>(asked)).rows.map(knownOf)[0];
};

const BELOW = `
SELECT DISTINCT ON (unit) unit, parent, name_zh, name_en, budget_mode FROM unit
WHERE partition BETWEEN 0 AND 63 AND unit IN (
  SELECT s.unit FROM unit s WHERE s.partition BETWEEN 0 AND 63 AND s.parent = $1)
ORDER BY unit, pos DESC`;

/** Units that are or were under a parent. */
export const readUnitsBelow = async (db: Database, parent: string): Promise<KnownUnit[]> => {
  const asked = { name: 'units_below', text: BELOW, values: [parent] };
  return (await db.query<RawUnit>(asked)).rows.map(knownOf);
};
