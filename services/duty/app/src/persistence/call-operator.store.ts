import { partitionOf } from '@ywk/contracts';
import type { WaitingFact } from '@ywk/duty-domain';
import type { CallRef } from './call.store.ts';
import type { Connections, Tx } from './transaction.ts';

/** A call in which a badge or seat acted. */
export interface CallOperator extends CallRef {
  readonly operator: string;
}

const INSERT_OPERATORS = `
INSERT INTO call_operator (partition, operator, source, call_id)
SELECT * FROM unnest($1::smallint[], $2::text[], $3::text[], $4::text[])
ON CONFLICT DO NOTHING`;

/** Remembers who acted where, so that the calls are found when a badge becomes known. */
export const insertOperators = async (tx: Tx, rows: readonly CallOperator[]): Promise<void> => {
  if (rows.length === 0) return;
  await tx.query({
    name: 'insert_call_operators',
    text: INSERT_OPERATORS,
    values: [
      rows.map(({ operator }) => partitionOf(operator)),
      rows.map(({ operator }) => operator),
      rows.map(({ source }) => source),
      rows.map(({ callId }) => callId),
    ],
  });
};

/** A fact of a call that waits for a badge or seat. */
export interface WaitingRow extends CallRef, WaitingFact {}

const keyColumns = (rows: readonly WaitingRow[]): unknown[][] => [
  rows.map(({ operator }) => partitionOf(operator)),
  rows.map(({ operator }) => operator),
  rows.map(({ source }) => source),
  rows.map(({ callId }) => callId),
  rows.map(({ code }) => code),
  rows.map(({ order }) => order ?? ''),
];

const DELETE_WAITING = `
DELETE FROM waiting_fact w
USING unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
  AS q(partition, operator, source, call_id, code, order_id)
WHERE (w.partition, w.operator, w.source, w.call_id, w.code, w.order_id)
  = (q.partition, q.operator, q.source, q.call_id, q.code, q.order_id)`;

const INSERT_WAITING = `
INSERT INTO waiting_fact (partition, operator, source, call_id, code, order_id, day)
SELECT * FROM unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
  $7::date[])
ON CONFLICT (partition, operator, source, call_id, code, order_id) DO UPDATE SET day = excluded.day`;

/** Sets what waits now in place of what waited before. */
export const replaceWaiting = async (
  tx: Tx,
  { before, after }: { before: readonly WaitingRow[]; after: readonly WaitingRow[] },
): Promise<void> => {
  if (before.length > 0) {
    await tx.query({ name: 'delete_waiting', text: DELETE_WAITING, values: keyColumns(before) });
  }
  if (after.length === 0) return;
  const values = [...keyColumns(after), after.map(({ day }) => day)];
  await tx.query({ name: 'insert_waiting', text: INSERT_WAITING, values });
};

const CALLS_OF_OPERATOR = `
SELECT source, call_id FROM call_operator
WHERE partition = $1 AND operator = $2 AND (source, call_id) > ($3, $4)
ORDER BY source, call_id LIMIT $5`;

/** Calls in which an operator acted, after the one named; in order of their names. */
export const callsOfOperator = async (
  db: Connections,
  { operator, after, limit }: { operator: string; after: CallRef; limit: number },
): Promise<CallRef[]> => {
  const { rows } = await db.query<{ source: string; call_id: string }>({
    name: 'calls_of_operator',
    text: CALLS_OF_OPERATOR,
    values: [partitionOf(operator), operator, after.source, after.callId, limit],
  });
  return rows.map((row) => ({ source: row.source, callId: row.call_id }));
};

const WAITING_OPERATORS = `
SELECT operator, count(*)::int AS facts, count(DISTINCT (source, call_id))::int AS calls,
  min(day)::text AS first_day, max(day)::text AS last_day, min(since) AS since
FROM waiting_fact GROUP BY operator
HAVING $1::int IS NULL OR count(*) < $1 OR (count(*) = $1 AND operator > $2)
ORDER BY facts DESC, operator LIMIT $3`;

/** A badge or seat that facts wait for. */
export interface WaitingOperator {
  readonly operator: string;
  readonly facts: number;
  readonly calls: number;
  /** Days of the acts, Asia/Shanghai. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly since: string;
}

interface WaitingOperatorRow {
  readonly operator: string;
  readonly facts: number;
  readonly calls: number;
  readonly first_day: string;
  readonly last_day: string;
  readonly since: Date;
}

/** Badges and seats that facts wait for, most facts first; behind one of them. */
export const waitingOperators = async (
  db: Connections,
  after: Pick<WaitingOperator, 'facts' | 'operator'> | null,
  limit: number,
): Promise<WaitingOperator[]> => {
  const { rows } = await db.query<WaitingOperatorRow>(WAITING_OPERATORS, [
    ...[after?.facts, after?.operator, limit],
  ]);
  return rows.map((row) => ({
    operator: row.operator,
    facts: row.facts,
    calls: row.calls,
    firstDay: row.first_day,
    lastDay: row.last_day,
    since: row.since.toISOString(),
  }));
};
