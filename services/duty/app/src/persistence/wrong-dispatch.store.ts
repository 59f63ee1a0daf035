import { partitionOf } from '@ywk/contracts';
import type { WrongDispatchCase } from '@ywk/duty-domain';
import type { CallRef } from './call.store.ts';
import type { Connections, Tx } from './transaction.ts';

/** A case and the call it belongs to. */
export interface CaseRow extends CallRef, WrongDispatchCase {}

const UPSERT = `
INSERT INTO wrong_dispatch (partition, case_id, source, call_id, order_id, reason, state, evidence)
SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
  $7::text[], $8::text[])
ON CONFLICT (partition, case_id) DO UPDATE SET
  state = excluded.state, evidence = excluded.evidence`;

/** Keeps the state of cases, so that they are found by id and listed. */
export const upsertCases = async (tx: Tx, rows: readonly CaseRow[]): Promise<void> => {
  if (rows.length === 0) return;
  await tx.query({
    name: 'upsert_cases',
    text: UPSERT,
    values: [
      rows.map((row) => partitionOf(row.case)),
      rows.map((row) => row.case),
      rows.map(({ source }) => source),
      rows.map(({ callId }) => callId),
      rows.map(({ orderId }) => orderId),
      rows.map(({ reason }) => reason),
      rows.map(({ state }) => state),
      rows.map(({ evidence }) => evidence),
    ],
  });
};

interface Row {
  readonly case_id: string;
  readonly source: string;
  readonly call_id: string;
  readonly order_id: string;
  readonly reason: string;
  readonly state: CaseRow['state'];
  readonly evidence: string | null;
}

const caseOf = (row: Row): CaseRow => ({
  case: row.case_id,
  source: row.source,
  callId: row.call_id,
  orderId: row.order_id,
  reason: row.reason,
  state: row.state,
  evidence: row.evidence,
});

const COLUMNS = 'case_id, source, call_id, order_id, reason, state, evidence';

const FIND = `
SELECT ${COLUMNS} FROM wrong_dispatch WHERE partition = $1 AND case_id = $2`;

export const findCase = async (
  db: Connections | Tx,
  caseId: string,
): Promise<CaseRow | undefined> => {
  const { rows } = await db.query<Row>(FIND, [partitionOf(caseId), caseId]);
  return rows[0] === undefined ? undefined : caseOf(rows[0]);
};

/** Which cases are listed; null means any. */
export interface CasesQuestion {
  readonly state: string | null;
  /** Id of the last case that was seen. */
  readonly after: string | null;
  readonly limit: number;
}

const LIST = `
SELECT ${COLUMNS} FROM wrong_dispatch WHERE ($1::text IS NULL OR state = $1)
  AND ($2::uuid IS NULL OR (claimed_at, case_id) > (
    SELECT claimed_at, case_id FROM wrong_dispatch WHERE partition = $3 AND case_id = $2))
ORDER BY claimed_at, case_id LIMIT $4`;

/** Cases in the order of their claims, oldest first; behind one of them. */
export const listCases = async (
  db: Connections,
  { state, after, limit }: CasesQuestion,
): Promise<CaseRow[]> => {
  const { rows } = await db.query<Row>(LIST, [state, after, partitionOf(after ?? ''), limit]);
  return rows.map(caseOf);
};
