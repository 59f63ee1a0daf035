import type { LocalDay } from '@ywk/kernel';
import { covers, monthsIn, yearOf, type TierHistory } from '../tier/tier-history.ts';
import type { RollupSheet } from './rollup.ts';

const touches = (year: number, from: LocalDay, to: LocalDay | null): boolean =>
  from <= `${year}-12-31` && (to === null || to >= `${year}-01-01`);

/** What of a history bears on the grade of a year. */
type Served = Pick<TierHistory, 'employments' | 'leave' | 'sanctions' | 'commendations'>;

const UNKNOWN: Served = { employments: [], leave: [], sanctions: [], commendations: [] };

/** Since when somebody is in service on a day; leave, sanctions and commendations of its year. */
export const serviceIn = (
  history: Served | undefined,
  day: LocalDay,
): Required<Pick<RollupSheet, 'since' | 'leaveMonths' | 'sanctions' | 'commendations'>> => {
  const { employments, leave, sanctions, commendations } = history ?? UNKNOWN;
  const year = yearOf(day);
  return {
    since: employments.find((each) => covers(each, day))?.from ?? null,
    sanctions: sanctions
      .filter(({ from, to }) => touches(year, from, to))
      .map(({ code }) => code)
      .sort(),
    commendations: commendations
      .filter(({ on }) => yearOf(on) === year)
      .map(({ code }) => code)
      .sort(),
    leaveMonths: monthsIn(year, leave).toFraction(),
  };
};
