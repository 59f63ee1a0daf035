import { partitionOf, type RulingMade } from '@ywk/contracts';
import type { Connections, Tx } from './transaction.ts';

/** A ruling that facts have to follow, and when it was recorded. */
export interface DueRuling {
  readonly ruling: RulingMade;
  readonly at: string;
}

const ADD = `
INSERT INTO ruling_due (partition, ruling, at, data) VALUES ($1, $2, $3, $4)
ON CONFLICT (partition, ruling) DO NOTHING`;

export const addRuling = async (tx: Tx, { ruling, at }: DueRuling): Promise<void> => {
  const partition = partitionOf(`${ruling.calendar}/${ruling.period}`);
  await tx.query(ADD, [partition, ruling.ruling, at, JSON.stringify(ruling)]);
};

const NEXT = `
SELECT partition, ruling, at, data FROM ruling_due WHERE partition BETWEEN 0 AND 63
ORDER BY at, ruling LIMIT 1 FOR UPDATE`;

const SETTLE = `DELETE FROM ruling_due WHERE partition = $1 AND ruling = $2`;

interface Row {
  readonly partition: number;
  readonly ruling: string;
  readonly at: Date;
  readonly data: string;
}

/** Takes the oldest ruling, held for the transaction; undefined when none is due. */
export const takeRuling = async (tx: Tx): Promise<DueRuling | undefined> => {
  const { rows } = await tx.query<Row>(NEXT);
  const [row] = rows;
  if (row === undefined) return undefined;
  await tx.query(SETTLE, [row.partition, row.ruling]);
  return { ruling: JSON.parse(row.data) as RulingMade, at: row.at.toISOString() };
};

/** Whether there is one, without holding it. */
export const isRulingDue = async (db: Connections): Promise<boolean> => {
  const { rows } = await db.query(
    `SELECT FROM ruling_due WHERE partition BETWEEN 0 AND 63 LIMIT 1`,
  );
  return rows.length > 0;
};
