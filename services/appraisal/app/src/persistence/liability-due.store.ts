import type { PoolClient } from 'pg';
import type { Database, OfficerAt } from './database.ts';
import type { ActAt } from './penalty-word.store.ts';

/** An act about which something changed; `asked` grows with each change. */
export interface DueAct extends ActAt {
  readonly asked: string;
}

// In the order of their keys, so that two writers lock in one order.
const again = `ON CONFLICT (partition, officer, act) DO UPDATE SET asked = d.asked + 1`;

const MARK = `
INSERT INTO liability_due AS d (partition, officer, act)
SELECT DISTINCT a.partition, a.officer, a.act
FROM unnest($1::smallint[], $2::uuid[], $3::text[]) AS a(partition, officer, act)
ORDER BY 1, 2, 3 ${again}`;

/** Something was said about some acts. */
export const markActs = async (tx: PoolClient, acts: readonly ActAt[]): Promise<void> => {
  if (acts.length === 0) return;
  await tx.query({
    name: 'mark_acts',
    text: MARK,
    values: [
      acts.map(({ partition }) => partition),
      acts.map(({ officer }) => officer),
      acts.map(({ act }) => act),
    ],
  });
};

const MARK_OF = `
INSERT INTO liability_due AS d (partition, officer, act)
SELECT DISTINCT w.partition, w.officer, w.act
FROM unnest($1::smallint[], $2::uuid[]) AS o(partition, officer)
JOIN penalty_word w ON w.partition = o.partition AND w.officer = o.officer
ORDER BY 1, 2, 3 ${again}`;

const MARK_IN = `
INSERT INTO liability_due AS d (partition, officer, act)
SELECT DISTINCT w.partition, w.officer, w.act
FROM placement p
JOIN penalty_word w ON w.partition = p.partition AND w.officer = p.officer
WHERE p.partition BETWEEN 0 AND 63 AND p.unit = ANY($1::text[])
ORDER BY 1, 2, 3 ${again}`;

/** Who answers for some officers, or who leads some units, is told anew: also for past days. */
export const markBound = async (
  tx: PoolClient,
  officers: readonly OfficerAt[],
  units: readonly string[],
): Promise<void> => {
  if (officers.length > 0) {
    const values = [officers.map(({ partition }) => partition), officers.map((at) => at.officer)];
    await tx.query({ name: 'mark_acts_of', text: MARK_OF, values });
  }
  if (units.length > 0) await tx.query({ name: 'mark_acts_in', text: MARK_IN, values: [units] });
};

const DUE = `
SELECT partition, officer, act, asked FROM liability_due
WHERE partition BETWEEN 0 AND 63 ORDER BY partition, officer, act LIMIT $1`;

/** Acts to be settled, some at a time. */
export const dueActs = async (db: Database, limit: number): Promise<DueAct[]> => {
  const { rows } = await db.query<DueAct>({ name: 'due_acts', text: DUE, values: [limit] });
  return rows;
};

const DONE = `
DELETE FROM liability_due WHERE partition = $1 AND officer = $2 AND act = $3 AND asked = $4`;

/** An act is settled, unless something was said about it since it was looked at. */
export const actSettled = async (
  db: Database,
  { partition, officer, act, asked }: DueAct,
): Promise<void> => {
  const values = [partition, officer, act, asked];
  await db.query({ name: 'act_settled', text: DONE, values });
};

/** How many acts wait to be settled. */
export const countActsDue = async (db: Database): Promise<number> => {
  const text = 'SELECT count(*)::int AS n FROM liability_due WHERE partition BETWEEN 0 AND 63';
  const { rows } = await db.query<{ n: number }>({ name: 'acts_due', text });
  return rows[0]?.n ?? 0;
};
