import {
  cohortFigures,
  cohortKey,
  cohortLines,
  cohortValue,
  scoreSheet,
  type CohortLine,
  type RuleBook,
} from '@ywk/appraisal-domain';
import { LOGS, PARTITIONS } from '@ywk/contracts';
import { inTransaction } from '@ywk/event-store';
import { monthBounds } from '@ywk/kernel';
import type { Pool } from 'pg';
import { keepClosedSheets, type ClosedSheet } from './closed-sheet.store.ts';
import { markersOfPeriod } from './marker.store.ts';
import { officersHired, type OfficerUntil } from './placement.store.ts';
import { markPostedFrom } from './sheet-due.store.ts';
import { computeSheets, type ComputedSheet } from './sheet-inputs.ts';
import { officersWithTallies } from './tally.store.ts';

/** A month to be computed once, from what the markers froze. */
export interface Close {
  readonly pool: Pool;
  readonly rules: RuleBook;
  readonly period: string;
  readonly revision: number;
}

/** How many officers have a total, and how many have none. */
export interface CloseCount {
  readonly scored: number;
  readonly notScored: number;
}

const OFFICERS_AT_ONCE = 500;
/** Value of a cohort in which nobody has a figure. */
const NOBODY = '0';

const chunks = <Item>(items: readonly Item[]): Item[][] => {
  const cut: Item[][] = [];
  for (let at = 0; at < items.length; at += OFFICERS_AT_ONCE) {
    cut.push(items.slice(at, at + OFFICERS_AT_ONCE));
  }
  return cut;
};

/** Officers of one partition, each heard of up to the personnel marker and not beyond. */
const officersOf = async (
  { pool, period }: Close,
  { partition, before }: { partition: number; before: number },
): Promise<OfficerUntil[]> => {
  const { from, until } = monthBounds(period);
  const hired = await officersHired(pool, partition, until);
  const counted = await officersWithTallies(pool, partition, { from, until, period });
  const officers = [...new Set([...hired, ...counted])].sort();
  return officers.map((officer) => ({ partition, officer, before }));
};

const pieces = async function* (close: Close): AsyncGenerator<ComputedSheet[]> {
  const { pool, rules, period } = close;
  const markers = await markersOfPeriod(pool, 'month', period);
  const heard = new Map(
    markers.filter(({ log }) => log === LOGS.personnel).map((m) => [m.partition, m.pos]),
  );
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    const before = heard.get(partition) ?? Number.MAX_SAFE_INTEGER;
    const officers = await officersOf(close, { partition, before });
    for (const piece of chunks(officers)) {
      const computed = await computeSheets(pool, { officers: piece, period, rules });
      // Who stood nowhere in this month has no sheet in it.
      yield computed.filter(({ sheet }) => sheet.stays.length > 0);
    }
  }
};

/** Figures of a cohort, and how they are looked at. */
interface Cohort {
  readonly shape: CohortLine['shape'];
  readonly figures: string[];
}

const cohortValues = async (close: Close): Promise<Map<string, string>> => {
  const cohorts = new Map<string, Cohort>();
  for await (const piece of pieces(close)) {
    const sheets = piece.map(({ sheet }) => sheet);
    for (const { cohort, id, shape } of sheets.flatMap(cohortLines)) {
      const key = cohortKey(cohort, id);
      if (!cohorts.has(key)) cohorts.set(key, { shape, figures: [] });
    }
    for (const { cohort, indicator, value } of sheets.flatMap(cohortFigures)) {
      cohorts.get(cohortKey(cohort, indicator))?.figures.push(value);
    }
  }
  const found = [...cohorts].map(
    ([key, { shape, figures }]) => [key, cohortValue(shape, figures) ?? NOBODY] as const,
  );
  return new Map(found);
};

const closedOf = (
  { partition, officer, sheet, stays, adjustments }: ComputedSheet,
  { rules, period, revision }: Close,
  cohorts: ReadonlyMap<string, string>,
): ClosedSheet => {
  const own = cohortLines(sheet).map(({ cohort, id }) => cohortKey(cohort, id));
  const used = own.map((key) => [key, cohorts.get(key) ?? NOBODY] as const);
  return {
    partition,
    officer,
    revision,
    sheet: scoreSheet(sheet, { rules: rules.of(period), cohorts, adjustments }),
    inputs: { stays, cohorts: Object.fromEntries(used), adjustments },
  };
};

/**
 * Computes a month for everybody and keeps it. Done twice it writes the same rows: everything it
 * reads stands before the markers. Memory holds one piece of officers and the figures of cohorts.
 */
export const computeClose = async (close: Close): Promise<CloseCount> => {
  const cohorts = await cohortValues(close);
  let scored = 0;
  let all = 0;
  for await (const piece of pieces(close)) {
    const rows = piece.map((computed) => closedOf(computed, close, cohorts));
    await inTransaction(close.pool, (tx) => keepClosedSheets(tx, rows));
    scored += rows.filter(({ sheet }) => sheet.status === 'SCORED').length;
    all += rows.length;
  }
  await markPostedFrom(close.pool, monthBounds(close.period));
  return { scored, notScored: all - scored };
};
