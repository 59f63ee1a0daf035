import {
  cohortFigures,
  cohortKey,
  median,
  ratioText,
  scoreSheet,
  type SchemeBook,
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
  readonly schemes: SchemeBook;
  readonly period: string;
  readonly revision: number;
}

/** How many officers have a total, and how many have none. */
export interface CloseCount {
  readonly scored: number;
  readonly notScored: number;
}

const OFFICERS_AT_ONCE = 500;

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
  const { pool, schemes, period } = close;
  const markers = await markersOfPeriod(pool, 'month', period);
  const heard = new Map(
    markers.filter(({ log }) => log === LOGS.personnel).map((m) => [m.partition, m.pos]),
  );
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    const before = heard.get(partition) ?? Number.MAX_SAFE_INTEGER;
    const officers = await officersOf(close, { partition, before });
    for (const piece of chunks(officers)) {
      const computed = await computeSheets(pool, { officers: piece, period, schemes });
      // Who stood nowhere in this month has no sheet in it.
      yield computed.filter(({ sheet }) => sheet.stays.length > 0);
    }
  }
};

const medians = async (close: Close): Promise<Map<string, string>> => {
  const figures = new Map<string, number[]>();
  for await (const piece of pieces(close)) {
    for (const { cohort, indicator, value } of piece.flatMap(({ sheet }) => cohortFigures(sheet))) {
      const key = cohortKey(cohort, indicator);
      figures.set(key, [...(figures.get(key) ?? []), value]);
    }
  }
  const found = [...figures].map(([key, values]) => {
    const middle = median(values);
    return [key, middle === undefined ? '0' : ratioText(middle)] as const;
  });
  return new Map(found);
};

const closedOf = (
  { partition, officer, sheet, stays, adjustments }: ComputedSheet,
  { schemes, period, revision }: Close,
  cohorts: ReadonlyMap<string, string>,
): ClosedSheet => {
  const scheme = schemes.of(period);
  const own = cohortFigures(sheet).map(({ cohort, indicator }) => cohortKey(cohort, indicator));
  const used = own.map((key) => [key, cohorts.get(key) ?? '0'] as const);
  return {
    partition,
    officer,
    revision,
    sheet: scoreSheet(sheet, { scheme, cohorts, adjustments }),
    inputs: { stays, cohorts: Object.fromEntries(used), adjustments },
  };
};

/**
 * Computes a month for everybody and keeps it. Done twice it writes the same rows: everything it
 * reads stands before the markers. Memory holds one piece of officers and the medians.
 */
export const computeClose = async (close: Close): Promise<CloseCount> => {
  const cohorts = await medians(close);
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
