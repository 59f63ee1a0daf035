import { partitionOf } from '@ywk/contracts';
import type { Hold } from '@ywk/duty-domain';
import type { Connections, Tx } from './transaction.ts';

/** Everybody who judges calls shares this lock; who changes badges and seats holds it alone. */
const HOLDS_LOCK = 7_110_001;

/** Until the end of the transaction no badge or seat changes hands. */
export const shareHolds = async (tx: Tx): Promise<void> => {
  await tx.query('SELECT pg_advisory_xact_lock_shared($1)', [HOLDS_LOCK]);
};

/**
 * Waits until nobody judges calls by the badges and seats as they stand: whoever begins later sees
 * the change, so no fact can slip between a change and the calls it touches.
 */
export const changeHolds = async (tx: Tx): Promise<void> => {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [HOLDS_LOCK]);
};

interface HoldRow {
  readonly operator: string;
  readonly officer: string;
  readonly from_day: string;
  readonly until_day: string | null;
}

const holdOf = (row: HoldRow): Hold => ({
  operator: row.operator,
  officer: row.officer,
  from: row.from_day,
  until: row.until_day,
});

const OF_OPERATORS = `
SELECT h.operator, h.officer, h.from_day::text, h.until_day::text
FROM unnest($1::smallint[], $2::text[]) AS q(partition, operator)
CROSS JOIN LATERAL (
  SELECT * FROM operator_hold i
  WHERE i.partition = q.partition AND i.operator = q.operator ORDER BY i.from_day) h`;

/** Who held these badges and seats, and when. */
export const holdsOfOperators = async (
  db: Connections | Tx,
  operators: readonly string[],
): Promise<Hold[]> => {
  if (operators.length === 0) return [];
  const { rows } = await db.query<HoldRow>({
    name: 'holds_of_operators',
    text: OF_OPERATORS,
    values: [operators.map(partitionOf), operators],
  });
  return rows.map(holdOf);
};

const UNIT_ON_DAY = `
SELECT unit FROM placement
WHERE partition = $1 AND officer = $2 AND from_day <= $3::date
ORDER BY from_day DESC LIMIT 1`;

/** The unit in which an officer stood on a day; undefined for one who is not known. */
export const unitOfOfficer = async (
  db: Connections | Tx,
  officer: string,
  day: string,
): Promise<string | undefined> => {
  const { rows } = await db.query<{ unit: string }>(UNIT_ON_DAY, [
    partitionOf(officer),
    officer,
    day,
  ]);
  return rows[0]?.unit;
};

const UNITS_ABOVE = `
WITH RECURSIVE above AS (
  SELECT unit, parent, 1 AS depth FROM unit WHERE partition = ANY($2::smallint[]) AND unit = $1
  UNION ALL
  SELECT u.unit, u.parent, a.depth + 1 FROM above a JOIN unit u ON u.unit = a.parent
  WHERE a.depth < 20
)
SELECT unit FROM above`;

/** A unit and all above it: a scope over any of them covers it. */
export const unitsAbove = async (db: Connections | Tx, unit: string): Promise<string[]> => {
  const { rows } = await db.query<{ unit: string }>(UNITS_ABOVE, [unit, [partitionOf(unit)]]);
  return rows.length === 0 ? [unit] : rows.map((row) => row.unit);
};
