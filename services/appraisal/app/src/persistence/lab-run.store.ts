import type { LabBudgets, LabReport, VersionName, YearEffect } from '@ywk/appraisal-domain';
import { partitionOf } from '@ywk/contracts';
import type { LocalMonth } from '@ywk/kernel';
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';

/** A version tried over months of the past. */
export interface LabRun extends VersionName {
  readonly run: string;
  /** Of the document that was tried. */
  readonly documentHash: string;
  readonly from: LocalMonth;
  readonly to: LocalMonth;
  /** Months of the range in which something was counted, oldest first. */
  readonly periods: readonly LocalMonth[];
  /** Those of them that were computed when the run was asked for. */
  readonly closed: readonly LocalMonth[];
  /** Position of the log of rules up to which rules are in force here. */
  readonly rulesPos: number;
  /** Positions applied when it was asked for, by log: JSON text. */
  readonly vector: string;
  /** What the month before the first one left to it: JSON text of a carry. */
  readonly carried: string;
  readonly author: string;
  readonly askedMs: number;
}

/** Facts that a version cannot count, by code. */
export type Uncounted = Readonly<Record<string, number>>;

/** What a finished run found. */
export interface LabFindings extends LabReport {
  readonly uncounted: Uncounted;
  readonly budgets: LabBudgets;
  /** By year, the oldest first. */
  readonly years: readonly YearEffect[];
}

/** A run with how far it is. */
export interface KeptRun extends LabRun {
  readonly state: 'RUNNING' | 'DONE' | 'FAILED';
  readonly doneMs: number | null;
  /** Why it failed; null otherwise. */
  readonly failure: string | null;
  /** JSON text of {@link LabFindings}; null until it is done. */
  readonly report: string | null;
}

const INSERT = `
INSERT INTO lab_run (partition, run, kind, name, version, document_hash, first_period, last_period,
  periods, closed, rules_pos, vector, state, author, asked_ms, carried)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'RUNNING', $13, $14, $15)
ON CONFLICT (partition, run) DO NOTHING`;

/** Keeps a run to be done; one that is there already stays as it is. */
export const keepRun = async (db: Database, asked: LabRun): Promise<void> => {
  const { run, kind, name, version, documentHash, from, to, periods, closed } = asked;
  await db.query(INSERT, [
    ...[partitionOf(run), run, kind, name, version, documentHash, from, to, periods, closed],
    ...[asked.rulesPos, asked.vector, asked.author, asked.askedMs, asked.carried],
  ]);
};

const COLUMNS = `
run, kind, name, version, document_hash AS "documentHash", first_period AS "from",
last_period AS "to", periods, closed, rules_pos AS "rulesPos", vector, carried, author,
asked_ms AS "askedMs", state, done_ms AS "doneMs", failure, report`;

type RawRun = Omit<KeptRun, 'rulesPos' | 'askedMs' | 'doneMs'> & {
  readonly rulesPos: string;
  readonly askedMs: string;
  readonly doneMs: string | null;
};

const runOf = (row: RawRun): KeptRun => ({
  ...row,
  rulesPos: Number(row.rulesPos),
  askedMs: Number(row.askedMs),
  doneMs: row.doneMs === null ? null : Number(row.doneMs),
});

/** Undefined where there is none. */
export const readRun = async (db: Database, run: string): Promise<KeptRun | undefined> => {
  const { rows } = await db.query<RawRun>(
    `SELECT ${COLUMNS} FROM lab_run WHERE partition = $1 AND run = $2`,
    [partitionOf(run), run],
  );
  return rows.map(runOf)[0];
};

const NEXT = `
SELECT ${COLUMNS} FROM lab_run WHERE partition BETWEEN 0 AND 63 AND state = 'RUNNING'
ORDER BY asked_ms, run LIMIT 1`;

/** The run that was asked for first of those that are not done. */
export const nextRun = async (db: Database): Promise<KeptRun | undefined> => {
  const { rows } = await db.query<RawRun>({ name: 'next_lab_run', text: NEXT });
  return rows.map(runOf)[0];
};

/** Lets a run that failed go on where it was broken off. */
export const resumeRun = async (db: Database, run: string): Promise<void> => {
  await db.query(
    `UPDATE lab_run SET state = 'RUNNING', failure = NULL
     WHERE partition = $1 AND run = $2 AND state = 'FAILED'`,
    [partitionOf(run), run],
  );
};

/** @param failure why, in words */
export const failRun = async (db: Database, run: string, failure: string): Promise<void> => {
  await db.query(
    `UPDATE lab_run SET state = 'FAILED', failure = $3
     WHERE partition = $1 AND run = $2 AND state = 'RUNNING'`,
    [partitionOf(run), run, failure],
  );
};

/** @param report canonical text of {@link LabFindings} */
export const finishRun = async (
  tx: PoolClient,
  run: string,
  { report, doneMs }: { readonly report: string; readonly doneMs: number },
): Promise<void> => {
  await tx.query(
    `UPDATE lab_run SET state = 'DONE', report = $3, done_ms = $4 WHERE partition = $1 AND run = $2`,
    [partitionOf(run), run, report, doneMs],
  );
};

const FINISHED = `
SELECT ${COLUMNS} FROM lab_run
WHERE partition BETWEEN 0 AND 63 AND state = 'DONE' AND kind = $1 AND name = $2 AND version = $3
  AND document_hash = $4
ORDER BY done_ms DESC, run`;

/** Finished runs of exactly this document, the latest first. */
export const finishedRuns = async (
  db: Database,
  { kind, name, version }: VersionName,
  documentHash: string,
): Promise<KeptRun[]> => {
  const { rows } = await db.query<RawRun>(FINISHED, [kind, name, version, documentHash]);
  return rows.map(runOf);
};

const ACTIVE = `
SELECT period FROM active_period
WHERE partition BETWEEN 0 AND 63 AND period BETWEEN $1 AND $2 ORDER BY period`;

/** Months of a range in which something was counted. */
export const activeMonths = async (
  db: Database,
  from: LocalMonth,
  to: LocalMonth,
): Promise<LocalMonth[]> => {
  const { rows } = await db.query<{ period: string }>(ACTIVE, [from, to]);
  return rows.map(({ period }) => period);
};
