import type { Adjustment, OpenSheet } from '@ywk/appraisal-domain';
import { PARTITIONS } from '@ywk/contracts';
import type { LocalMonth } from '@ywk/kernel';
import type { PoolClient } from 'pg';
import type { CohortFigures, CohortMember } from './cohort.store.ts';
import type { Database } from './database.ts';
import type { Uncounted } from './lab-run.store.ts';

/** First the open sheets of everybody in a month, then their scores with the cohorts joined. */
export const PHASES = ['OPEN', 'SCORE'] as const;

/** Last, once for all partitions: levels and pay of the month, for units stand across partitions. */
export type Phase = (typeof PHASES)[number] | 'DECIDE';

/** How many steps a month takes. */
export const STEPS_OF_MONTH = PHASES.length * PARTITIONS + 1;

/** What is done in one transaction. */
export interface LabStep {
  readonly period: LocalMonth;
  readonly phase: Phase;
  readonly partition: number;
}

/** One month of one partition of one run: where its rows stand. */
export interface LabPlace {
  readonly run: string;
  readonly period: LocalMonth;
  readonly partition: number;
}

/** The two sides of a run. */
export interface Sides<Value> {
  readonly live: Value;
  readonly draft: Value;
}

const KEEP_STEP = `
INSERT INTO lab_partition (partition, run, period, phase, uncounted) VALUES ($1, $2, $3, $4, $5)`;

/** Notes that a step is done; a second time it throws, and what was done again is rolled back. */
export const keepStep = async (
  tx: PoolClient,
  run: string,
  { partition, period, phase, uncounted }: LabStep & { readonly uncounted: Uncounted },
): Promise<void> => {
  await tx.query(KEEP_STEP, [partition, run, period, phase, JSON.stringify(uncounted)]);
};

const STEPS = `
SELECT partition, period, phase, uncounted FROM lab_partition
WHERE partition BETWEEN 0 AND 63 AND run = $1`;

/** Steps that are done. */
export const readSteps = async (
  db: Database,
  run: string,
): Promise<(LabStep & { readonly uncounted: Uncounted })[]> => {
  const { rows } = await db.query<LabStep & { uncounted: string }>(STEPS, [run]);
  return rows.map(({ uncounted, ...step }) => ({
    ...step,
    uncounted: JSON.parse(uncounted) as Uncounted,
  }));
};

/** An open sheet, and what late facts change in it. */
export interface OpenSide {
  readonly sheet: OpenSheet;
  readonly adjustments: readonly Adjustment[];
}

const KEEP_SHEETS = `
INSERT INTO lab_sheet (partition, run, period, officer, live, draft)
SELECT $1, $2, $3, * FROM unnest($4::uuid[], $5::text[], $6::text[])`;

export const keepLabSheets = async (
  tx: PoolClient,
  { partition, run, period }: LabPlace,
  sheets: readonly Sides<OpenSide>[],
): Promise<void> => {
  await tx.query({
    name: 'keep_lab_sheets',
    text: KEEP_SHEETS,
    values: [
      ...[partition, run, period],
      sheets.map(({ live }) => live.sheet.officer),
      sheets.map(({ live }) => JSON.stringify(live)),
      sheets.map(({ draft }) => JSON.stringify(draft)),
    ],
  });
};

/** Sheets of a place after an officer. */
export interface LabSheetPage {
  readonly after: string;
  readonly limit: number;
}

const SHEETS = `
SELECT live, draft FROM lab_sheet
WHERE partition = $1 AND run = $2 AND period = $3 AND officer > $4 ORDER BY officer LIMIT $5`;

/** Some sheets of a place, by officer. */
export const readLabSheets = async (
  db: Database,
  { partition, run, period }: LabPlace,
  { after, limit }: LabSheetPage,
): Promise<Sides<OpenSide>[]> => {
  const { rows } = await db.query<Sides<string>>({
    name: 'lab_sheets',
    text: SHEETS,
    values: [partition, run, period, after, limit],
  });
  return rows.map(({ live, draft }) => ({
    live: JSON.parse(live) as OpenSide,
    draft: JSON.parse(draft) as OpenSide,
  }));
};

export const dropLabSheets = async (
  tx: PoolClient,
  { partition, run, period }: LabPlace,
): Promise<void> => {
  const text = 'DELETE FROM lab_sheet WHERE partition = $1 AND run = $2 AND period = $3';
  await tx.query({ name: 'drop_lab_sheets', text, values: [partition, run, period] });
};

const KEEP_FIGURES = `
INSERT INTO lab_figure (partition, run, period, side, cohort, indicator, officer, value)
SELECT $1, $2, $3, * FROM unnest($4::text[], $5::text[], $6::text[], $7::uuid[], $8::text[])`;

export const keepLabFigures = async (
  tx: PoolClient,
  { partition, run, period }: LabPlace,
  { live, draft }: Sides<readonly CohortMember[]>,
): Promise<void> => {
  const members = [...live, ...draft];
  await tx.query({
    name: 'keep_lab_figures',
    text: KEEP_FIGURES,
    values: [
      ...[partition, run, period],
      members.map((_, at) => (at < live.length ? 'live' : 'draft')),
      members.map(({ cohort }) => cohort),
      members.map(({ indicator }) => indicator),
      members.map(({ officer }) => officer),
      members.map(({ value }) => value),
    ],
  });
};

const FIGURES = `
SELECT cohort, indicator, array_agg(value) AS figures FROM lab_figure
WHERE partition BETWEEN 0 AND 63 AND run = $1 AND period = $2 AND side = $3
GROUP BY cohort, indicator`;

/** Figures of all cohorts of one month and side. */
export const readLabFigures = async (
  db: Database,
  { run, period }: Omit<LabPlace, 'partition'>,
  side: keyof Sides<never>,
): Promise<CohortFigures[]> => {
  const { rows } = await db.query<CohortFigures>(FIGURES, [run, period, side]);
  return rows;
};

/** A finished run needs them no longer. */
export const dropLabFigures = async (tx: PoolClient, run: string): Promise<void> => {
  await tx.query('DELETE FROM lab_figure WHERE partition BETWEEN 0 AND 63 AND run = $1', [run]);
};
