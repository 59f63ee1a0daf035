import { partitionOf } from '@ywk/contracts';
import type { LocalDay, LocalMonth } from '@ywk/kernel';
import type { Connections, Transaction } from './database.ts';

/** Performance pay of an officer's month by the lines so far. */
export interface PaidPerformance {
  readonly officer: string;
  readonly period: LocalMonth;
  readonly revision: number;
  /** Fen. */
  readonly amount: number;
}

/** The last day of an employment that is over. */
export interface EndedEmployment {
  readonly officer: string;
  readonly day: LocalDay;
}

/** The last run that was locked; it stays the last until this transaction ends. */
export const lockedRunOf = async (tx: Transaction): Promise<LocalMonth | null> => {
  const text = 'SELECT run FROM locked_run WHERE partition = 0 FOR SHARE';
  const { rows } = await tx.query<{ run: string | null }>({ name: 'locked_run', text });
  return rows[0]?.run ?? null;
};

/** The last run that was locked, for looking. */
export const lastLockedRun = async (db: Connections): Promise<LocalMonth | null> => {
  const text = 'SELECT run FROM locked_run WHERE partition = 0';
  const { rows } = await db.query<{ run: string | null }>(text);
  return rows[0]?.run ?? null;
};

/** Waits until nobody issues lines, and keeps everybody waiting who would. */
export const holdLockedRun = async (tx: Transaction): Promise<LocalMonth | null> => {
  const text = 'SELECT run FROM locked_run WHERE partition = 0 FOR UPDATE';
  const { rows } = await tx.query<{ run: string | null }>(text);
  return rows[0]?.run ?? null;
};

/** The run is locked. */
export const keepLockedRun = async (tx: Transaction, run: LocalMonth): Promise<void> => {
  await tx.query('UPDATE locked_run SET run = $1 WHERE partition = 0', [run]);
};

const PAID = `
SELECT p.officer, p.period, p.revision, p.amount::float8 AS amount
FROM unnest($1::smallint[], $2::uuid[], $3::text[]) AS asked (partition, officer, period)
JOIN paid_performance p
  ON p.partition = asked.partition AND p.officer = asked.officer AND p.period = asked.period`;

/** What stands for these months. */
export const readPaid = async (
  tx: Transaction,
  months: readonly Pick<PaidPerformance, 'officer' | 'period'>[],
): Promise<PaidPerformance[]> => {
  if (months.length === 0) return [];
  const officers = months.map(({ officer }) => officer);
  const values = [officers.map(partitionOf), officers, months.map(({ period }) => period)];
  const { rows } = await tx.query<PaidPerformance>({ name: 'read_paid', text: PAID, values });
  return rows;
};

const KEEP_PAID = `
INSERT INTO paid_performance (partition, officer, period, revision, amount)
SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::text[], $4::int[], $5::bigint[])
ON CONFLICT (partition, officer, period)
DO UPDATE SET revision = EXCLUDED.revision, amount = EXCLUDED.amount`;

/** From now on this stands; each month once. */
export const keepPaid = async (
  tx: Transaction,
  paid: readonly PaidPerformance[],
): Promise<void> => {
  if (paid.length === 0) return;
  await tx.query({
    name: 'keep_paid',
    text: KEEP_PAID,
    values: [
      paid.map(({ officer }) => partitionOf(officer)),
      paid.map(({ officer }) => officer),
      paid.map(({ period }) => period),
      paid.map(({ revision }) => revision),
      paid.map(({ amount }) => amount),
    ],
  });
};

const ENDED = `
SELECT e.officer, e.day::text AS day
FROM unnest($1::smallint[], $2::uuid[]) AS asked (partition, officer)
JOIN ended_employment e ON e.partition = asked.partition AND e.officer = asked.officer`;

/** Who of these has left, and when. */
export const readEnded = async (
  tx: Transaction,
  officers: readonly string[],
): Promise<EndedEmployment[]> => {
  if (officers.length === 0) return [];
  const values = [officers.map(partitionOf), officers];
  const { rows } = await tx.query<EndedEmployment>({ name: 'read_ended', text: ENDED, values });
  return rows;
};

const KEEP_ENDED = `
INSERT INTO ended_employment AS known (partition, officer, day)
SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::date[])
ON CONFLICT (partition, officer) DO UPDATE SET day = greatest(known.day, EXCLUDED.day)`;

/** These have left; each officer once. */
export const keepEnded = async (
  tx: Transaction,
  ended: readonly EndedEmployment[],
): Promise<void> => {
  if (ended.length === 0) return;
  await tx.query({
    name: 'keep_ended',
    text: KEEP_ENDED,
    values: [
      ended.map(({ officer }) => partitionOf(officer)),
      ended.map(({ officer }) => officer),
      ended.map(({ day }) => day),
    ],
  });
};

/** By how much the pay of somebody is held up after a conversion. */
export interface Protection {
  readonly officer: string;
  /** Fen a month. */
  readonly amount: number;
}

const PROTECTIONS = `
SELECT p.officer, p.amount::float8 AS amount
FROM unnest($1::smallint[], $2::uuid[]) AS asked (partition, officer)
JOIN pay_protection p ON p.partition = asked.partition AND p.officer = asked.officer`;

/** What is held up of these. */
export const readProtections = async (
  tx: Transaction,
  officers: readonly string[],
): Promise<Protection[]> => {
  if (officers.length === 0) return [];
  const values = [officers.map(partitionOf), officers];
  const { rows } = await tx.query<Protection>({ name: 'protections', text: PROTECTIONS, values });
  return rows;
};

const KEEP_PROTECTIONS = `
INSERT INTO pay_protection (partition, officer, amount)
SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::bigint[])
ON CONFLICT (partition, officer) DO UPDATE SET amount = EXCLUDED.amount`;

/** From now on this is held up; each officer once. */
export const keepProtections = async (
  tx: Transaction,
  held: readonly Protection[],
): Promise<void> => {
  if (held.length === 0) return;
  await tx.query({
    name: 'keep_protections',
    text: KEEP_PROTECTIONS,
    values: [
      held.map(({ officer }) => partitionOf(officer)),
      held.map(({ officer }) => officer),
      held.map(({ amount }) => amount),
    ],
  });
};
