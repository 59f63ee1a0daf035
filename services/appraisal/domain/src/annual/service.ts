import type { LocalDay } from '@ywk/kernel';
import { covers, monthsIn, yearOf, type TierHistory } from '../tier/tier-history.ts';
import type { RollupSheet } from './rollup.ts';

const touches = (year: number, from: LocalDay, to: LocalDay | null): boolean =>
  from <= `${year}-12-31` && (to === null || to >= `${year}-01-01`);

/** Since when somebody is in service on a day; leave and sanctions of its year. */
export const serviceIn = (
  history: Pick<TierHistory, 'employments' | 'leave' | 'sanctions'> | undefined,
  day: LocalDay,
): Pick<RollupSheet, 'since' | 'leaveMonths' | 'sanctions'> => ({
  since: history?.employments.find((each) => covers(each, day))?.from ?? null,
  sanctions: (history?.sanctions ?? [])
    .filter(({ from, to }) => touches(yearOf(day), from, to))
    .map(({ code }) => code)
    .sort(),
  leaveMonths: monthsIn(yearOf(day), history?.leave ?? []).toFraction(),
});
