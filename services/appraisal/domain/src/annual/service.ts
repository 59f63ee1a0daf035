import type { LocalDay } from '@ywk/kernel';
import { covers, monthsIn, yearOf, type TierHistory } from '../tier/tier-history.ts';
import type { RollupSheet } from './rollup.ts';

/** Since when somebody is in service on a day, and how long on leave in its year. */
export const serviceIn = (
  history: Pick<TierHistory, 'employments' | 'leave'> | undefined,
  day: LocalDay,
): Pick<RollupSheet, 'since' | 'leaveMonths'> => ({
  since: history?.employments.find((each) => covers(each, day))?.from ?? null,
  leaveMonths: monthsIn(yearOf(day), history?.leave ?? []).toFraction(),
});
