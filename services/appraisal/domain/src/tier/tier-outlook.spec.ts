import { describe, expect, test } from '@jest/globals';
import { NO_HISTORY, type TierHistory } from './tier-history.ts';
import { tierOutlook } from './tier-outlook.ts';
import { RC1_TIERS } from './tier-rules.ts';
import { employmentsOf, historyOf } from './told-history.ts';

const tierPay = [120000, 95000, 70000, 50000, 35000, 20000, 10000];
const place = { unit: 'ZJG-110', post: 'CALL110', team: null };

const officer = (name: string, tier: number, years: TierHistory['years'] = []) => ({
  officer: name,
  history: { ...NO_HISTORY, employments: [{ from: '2010-01-01', to: null, tier }], years },
});

const competent = (...years: number[]) =>
  years.map((year) => ({ year, grade: 'COMPETENT' as const, total: 9000 }));

const outlook = (officers: ReturnType<typeof officer>[], establishment: number | null = 200) =>
  tierOutlook({ on: '2023-03-15', officers, establishment, tierPay }, RC1_TIERS);

describe('an outlook', () => {
  test('tells what is due since the turn of the year, with its back pay', () => {
    const { due, cost } = outlook([officer('a', 5, competent(2020, 2021, 2022))]);
    expect(due).toMatchObject([{ officer: 'a', to: 4, effectiveDate: '2023-01-01' }]);
    // January to February of 2023 and the twelve months from March on.
    expect(cost.due).toBe(14 * 15000);
  });

  test('takes years that are not graded yet for competent ones, and what is due as decided', () => {
    const two = officer('b', 6, competent(2021, 2022));
    const three = officer('a', 5, competent(2020, 2021, 2022));
    const { expected, cost } = outlook([three, two]);
    expect(expected).toMatchObject([{ officer: 'b', to: 5, effectiveDate: '2024-01-01' }]);
    expect(cost.expected).toBe(2 * 15000);
  });

  test('leaves a year alone that was graded', () => {
    const incompetent = { year: 2023, grade: 'INCOMPETENT' as const, total: null };
    const { expected } = outlook([officer('a', 5, [...competent(2021, 2022), incompetent])]);
    expect(expected).toMatchObject([{ officer: 'a', to: 6, ground: 'INCOMPETENT_YEAR' }]);
  });

  test('counts the seats as they stand, and gives none while nobody states the posts', () => {
    const waits = officer('a', 4, competent(2019, 2020, 2021, 2022));
    const holder = officer('b', 2);
    expect(outlook([waits, holder])).toMatchObject({
      seats: [
        { upTo: 3, cap: 60, before: 1, after: 1 },
        { upTo: 1, cap: 18, before: 0 },
      ],
      due: [{ officer: 'a' }],
      waiting: [],
    });
    expect(outlook([waits, holder], null)).toMatchObject({
      due: [],
      waiting: [{ officer: 'a', reason: 'NO_SEAT' }],
    });
  });
});

describe('a history', () => {
  test('has an employment for each hire: one ends where the next begins or on leaving', () => {
    expect(
      employmentsOf([
        { kind: 'HIRED', from: '2018-07-01', tier: null, ...place },
        { kind: 'HIRED', from: '2019-01-01', tier: 5, ...place },
        { kind: 'TRANSFERRED', from: '2020-01-01', ...place },
        { kind: 'LEFT', on: '2021-03-31' },
        { kind: 'HIRED', from: '2022-01-01', tier: 7, ...place },
      ]),
    ).toEqual([
      { from: '2018-07-01', to: '2018-12-31', tier: null },
      { from: '2019-01-01', to: '2021-03-31', tier: 5 },
      { from: '2022-01-01', to: null, tier: 7 },
    ]);
  });

  test('takes the later word about a year', () => {
    const told = (grade: 'BASIC' | 'COMPETENT') => ({
      kind: 'ANNUAL_GRADE' as const,
      graded: { year: 2020, grade, total: null },
    });
    const move = { from: 5, to: 4, effectiveDate: '2021-01-01', ground: 'MERIT' };
    const { years, moves } = historyOf(
      [],
      [told('BASIC'), { kind: 'TIER', move }, told('COMPETENT')],
    );
    expect(years).toMatchObject([{ year: 2020, grade: 'COMPETENT' }]);
    expect(moves).toEqual([move]);
  });
});
