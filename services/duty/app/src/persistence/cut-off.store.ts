import { partitionOf, type PeriodCutOff } from '@ywk/contracts';
import type { Connections, Tx } from './transaction.ts';

/** A mark that is asked for and not yet written. */
export interface DueCutOff extends PeriodCutOff {
  /** The event that asked. */
  readonly cause: string;
}

const placeOf = ({ calendar, period }: DueCutOff): number => partitionOf(`${calendar}/${period}`);

const ADD = `
INSERT INTO cut_off_due (partition, calendar, period, revision, final, cause)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (partition, calendar, period, revision, final) DO NOTHING`;

const keyOf = (due: DueCutOff): unknown[] => {
  const { calendar, period, revision, final } = due;
  return [placeOf(due), calendar, period, revision, final];
};

export const addCutOff = async (tx: Tx, due: DueCutOff): Promise<void> => {
  await tx.query(ADD, [...keyOf(due), due.cause]);
};

const LIST = `
SELECT calendar, period, revision, final, cause FROM cut_off_due
ORDER BY calendar, period, revision, final`;

export const dueCutOffs = async (db: Connections): Promise<DueCutOff[]> => {
  const { rows } = await db.query<DueCutOff>(LIST);
  return rows;
};

const SETTLE = `
DELETE FROM cut_off_due
WHERE partition = $1 AND calendar = $2 AND period = $3 AND revision = $4 AND final = $5`;

export const settleCutOff = async (db: Connections, due: DueCutOff): Promise<void> => {
  await db.query(SETTLE, keyOf(due));
};
