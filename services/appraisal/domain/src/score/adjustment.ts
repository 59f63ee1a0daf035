import type { LocalMonth } from '@ywk/kernel';
import type { MonthRules } from '../scheme/rule-book.ts';
import type { Stay } from '../stay/stays.ts';
import { isMonthPosting, postingsUpTo } from '../tally/posting.ts';
import type { Tally } from '../tally/tally.ts';
import type { CohortValues } from './cohort.ts';
import { openSheet } from './open-sheet.ts';
import { scoreSheet } from './score-sheet.ts';
import type { Adjustment } from './sheet.ts';
import type { HeldRole } from './stretch.ts';

/** The last revision of a closed month as it was: what its recomputation holds fast. */
export interface ClosedMonth {
  readonly officer: string;
  readonly period: LocalMonth;
  readonly rules: MonthRules;
  /** The last one that was computed, from 1. */
  readonly revision: number;
  /** As known at the close: a transfer told later does not move a closed month. */
  readonly stays: readonly Stay[];
  readonly roles?: readonly HeldRole[];
  /** The units above a unit, the nearest first. */
  readonly above?: (unit: string) => readonly string[];
  readonly cohorts: CohortValues;
  /** What that month itself was adjusted by. */
  readonly adjustments: readonly Adjustment[];
}

const totalOf = (month: ClosedMonth, tallies: readonly Tally[]): number | null => {
  const open = openSheet({ ...month, tallies });
  return scoreSheet(open, month).total;
};

/** What a revision counted, and what late facts posted to some months add to it. */
const countedWith = (
  { revision }: ClosedMonth,
  tallies: readonly Tally[],
  adjusts: (month: LocalMonth) => boolean,
): Tally[] => {
  const counted = new Set(postingsUpTo(revision));
  return tallies.filter(
    ({ posted }) => counted.has(posted) || (isMonthPosting(posted) && adjusts(posted)),
  );
};

/**
 * What late facts of a closed month change in the month they are posted to (ADJUST_NEXT): the
 * recomputed total less the total with everything posted before. Sums over months are exact. A month
 * without a total, before or after, has nothing to measure by: it adjusts nothing.
 * @param tallies of the closed month's days, with every posting
 */
export const adjustmentOf = (
  month: ClosedMonth,
  tallies: readonly Tally[],
  to: LocalMonth,
): Adjustment => {
  const before = totalOf(
    month,
    countedWith(month, tallies, (posted) => posted < to),
  );
  const after = totalOf(
    month,
    countedWith(month, tallies, (posted) => posted <= to),
  );
  const points = before === null || after === null ? 0 : after - before;
  return { originPeriod: month.period, points };
};
