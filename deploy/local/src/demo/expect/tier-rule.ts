import type { LocalDay } from '@ywk/kernel';

export type AnnualGrade = 'EXCELLENT' | 'COMPETENT' | 'BASIC' | 'INCOMPETENT';

/** A career so far: the tier held since the first of January of a year, and grades since then. */
export interface Career {
  readonly tier: number;
  readonly since: number;
  /** Grades year by year, the first one that of {@link since}. */
  readonly grades: readonly AnnualGrade[];
}

export interface DueChange {
  readonly from: number;
  readonly to: number;
  readonly effectiveDate: LocalDay;
  readonly ground: 'SENIORITY' | 'INCOMPETENT_YEAR';
}

/** Half credits, so that an excellent year (1.5) is a whole number. */
const HALVES: Readonly<Record<AnnualGrade, number>> = {
  EXCELLENT: 3,
  COMPETENT: 2,
  BASIC: 0,
  INCOMPETENT: 0,
};
const HALVES_FOR_A_STEP = 6;
const LOWEST = 7;
/** From here on a step needs a seat too, which nobody hands out by rule. */
const HIGHEST_BY_YEARS = 4;

/**
 * Tier changes that fall due by years and grades (DOMAIN 3.0 Tier, W15): three credits a step from 7
 * to 4, one step down after an incompetent year; every change clears the credits.
 */
export const tierChangesDue = ({ tier, since, grades }: Career): DueChange[] => {
  const due: DueChange[] = [];
  let [at, halves] = [tier, 0];
  grades.forEach((grade, index) => {
    const effectiveDate = `${since + index + 1}-01-01`;
    halves += HALVES[grade];
    if (grade === 'INCOMPETENT') {
      halves = 0;
      if (at === LOWEST) return;
      due.push({ from: at, to: at + 1, effectiveDate, ground: 'INCOMPETENT_YEAR' });
      at += 1;
    } else if (halves >= HALVES_FOR_A_STEP && at > HIGHEST_BY_YEARS) {
      due.push({ from: at, to: at - 1, effectiveDate, ground: 'SENIORITY' });
      [at, halves] = [at - 1, 0];
    }
  });
  return due;
};
