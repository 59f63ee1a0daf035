import { describe, expect, test } from '@jest/globals';
import type { AnnualGrade } from '../scheme/annual-document.ts';
import { tierByYear } from './tier-by-year.ts';
import { NO_HISTORY, type GradedYear, type TierHistory } from './tier-history.ts';
import { RC1_TIERS } from './tier-rules.ts';

const tierPay = [120000, 95000, 70000, 50000, 35000, 20000, 10000];
const given = { rules: RC1_TIERS, tierPay };

const inYear = (year: number, grade: AnnualGrade) => ({ year, grade, total: null });
const onTier = (tier: number, ...years: GradedYear[]): TierHistory => ({
  ...NO_HISTORY,
  ...{ employments: [{ from: '2019-01-01', to: null, tier }], years },
});

const by = (history: TierHistory, grade: AnnualGrade | null) =>
  tierByYear(history, { year: 2021, graded: grade === null ? null : inYear(2021, grade) }, given);

describe('what a year means for a tier', () => {
  const two = onTier(5, inYear(2019, 'COMPETENT'), inYear(2020, 'COMPETENT'));

  test('the step up, its day and what it adds a month', () => {
    const next = { to: 4, on: '2022-01-01', pay: 15000 };
    expect(by(two, 'COMPETENT')).toEqual({ tier: 5, credits: 300, next });
    expect(by(two, 'BASIC')).toMatchObject({ credits: 200, next: { ...next, on: '2023-01-01' } });
    // Half a year ahead is no turn of the year ahead: two and a half of three.
    const late = onTier(5, inYear(2020, 'COMPETENT'));
    expect(by(late, 'COMPETENT').next?.on).toBe('2023-01-01');
    expect(by(late, 'EXCELLENT').next?.on).toBe('2023-01-01');
  });

  test('a grade that is known already is replaced, not added', () => {
    const known = onTier(5, ...two.years, inYear(2021, 'EXCELLENT'));
    expect(by(known, 'COMPETENT')).toEqual(by(two, 'COMPETENT'));
    expect(by(known, null)).toEqual(by(two, null));
    expect(by(known, null)).toMatchObject({ credits: 200 });
  });

  test('an incompetent year takes a tier, once', () => {
    const next = { to: 6, on: '2022-01-01', pay: -15000 };
    expect(by(two, 'INCOMPETENT')).toEqual({ tier: 5, credits: 0, next });
    const move = { from: 5, to: 6, effectiveDate: '2022-01-01', ground: 'INCOMPETENT_YEAR' };
    expect(by({ ...two, moves: [move] }, 'INCOMPETENT')).toMatchObject({
      tier: 6,
      next: { to: 5 },
    });
    expect(by(onTier(7), 'INCOMPETENT')).toMatchObject({ tier: 7, next: null });
  });

  test('nothing comes at the top, or in the trainee time', () => {
    expect(by(onTier(1), 'EXCELLENT').next).toBeNull();
    expect(by({ ...NO_HISTORY }, 'INCOMPETENT')).toEqual({ tier: null, credits: 0, next: null });
  });
});
