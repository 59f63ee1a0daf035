import { partitionOf } from '@ywk/contracts';
import type { Connections, Tx } from './transaction.ts';

/** A period whose mark is asked for and not yet written. */
export interface DueCutOff {
  readonly calendar: string;
  readonly period: string;
  /** The event that asked. */
  readonly cause: string;
}

const placeOf = ({ calendar, period }: Omit<DueCutOff, 'cause'>): number =>
  partitionOf(`${calendar}/${period}`);

const ADD = `
INSERT INTO cut_off_due (partition, calendar, period, cause) VALUES ($1, $2, $3, $4)
ON CONFLICT (partition, calendar, period) DO NOTHING`;

export const addCutOff = async (tx: Tx, due: DueCutOff): Promise<void> => {
  await tx.query(ADD, [placeOf(due), due.calendar, due.period, due.cause]);
};

const LIST = `SELECT calendar, period, cause FROM cut_off_due ORDER BY calendar, period`;

export const dueCutOffs = async (db: Connections): Promise<DueCutOff[]> => {
  const { rows } = await db.query<DueCutOff>(LIST);
  return rows;
};

const SETTLE = `DELETE FROM cut_off_due WHERE partition = $1 AND calendar = $2 AND period = $3`;

export const settleCutOff = async (db: Connections, due: DueCutOff): Promise<void> => {
  await db.query(SETTLE, [placeOf(due), due.calendar, due.period]);
};
