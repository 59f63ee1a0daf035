import { partitionOf } from '@ywk/contracts';
import type { Connections, Tx } from './transaction.ts';

/** An operator whose calls are to be judged again. */
export interface DueOperator {
  readonly operator: string;
  /** Changes whenever it becomes due again. */
  readonly token: string;
}

/** Only operators that calls name: of a bureau's first hiring none is due. */
const ADD = `
INSERT INTO operator_due (partition, operator)
SELECT q.partition, q.operator FROM unnest($1::smallint[], $2::text[]) AS q(partition, operator)
WHERE EXISTS (SELECT FROM call_operator c
  WHERE c.partition = q.partition AND c.operator = q.operator)
ON CONFLICT (partition, operator) DO UPDATE SET token = gen_random_uuid()`;

export const addDueOperators = async (tx: Tx, operators: readonly string[]): Promise<void> => {
  if (operators.length === 0) return;
  const sorted = [...operators].sort((a, b) => partitionOf(a) - partitionOf(b) || (a < b ? -1 : 1));
  await tx.query(ADD, [sorted.map(partitionOf), sorted]);
};

const LIST = `SELECT operator, token FROM operator_due ORDER BY partition, operator LIMIT 500`;

export const dueOperators = async (db: Connections): Promise<DueOperator[]> => {
  const { rows } = await db.query<DueOperator>(LIST);
  return rows;
};

const SETTLE = `DELETE FROM operator_due WHERE partition = $1 AND operator = $2 AND token = $3`;

export const settleOperator = async (db: Connections, due: DueOperator): Promise<void> => {
  await db.query(SETTLE, [partitionOf(due.operator), due.operator, due.token]);
};
