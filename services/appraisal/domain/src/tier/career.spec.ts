import { describe, expect, test } from '@jest/globals';
import type { AnnualGrade } from '../scheme/annual-document.ts';
import { careerOf } from './career.ts';
import { forecastOf } from './forecast.ts';
import { monthsIn, NO_HISTORY, type TierHistory } from './tier-history.ts';
import { RC1_TIERS } from './tier-rules.ts';

const LETTERS = { E: 'EXCELLENT', C: 'COMPETENT', B: 'BASIC', I: 'INCOMPETENT' } as const;

/** Grades from a year on, by their first letters. */
const years = (first: number, letters: string) =>
  [...letters].map((letter, at) => ({
    year: first + at,
    grade: LETTERS[letter as keyof typeof LETTERS] as AnnualGrade,
    total: null,
  }));

/** W15's start: T5 on 2019-01-01 after the trainee time 2018-07 … 12. */
const start: TierHistory = {
  ...NO_HISTORY,
  employments: [
    { from: '2018-07-01', to: '2018-12-31', tier: null },
    { from: '2019-01-01', to: null, tier: 5 },
  ],
};

const on = (day: string, over: Partial<TierHistory> = {}) =>
  careerOf({ ...start, ...over }, RC1_TIERS, day);

describe('a career', () => {
  test('collects credit years by annual grade', () => {
    expect(on('2021-01-01', { years: years(2019, 'EE') })).toMatchObject({ tier: 5, credits: 300 });
    expect(on('2023-01-01', { years: years(2019, 'CBCC') }).credits).toBe(300);
    expect(on('2020-12-31', { years: years(2019, 'EE') }).credits).toBe(150);
  });

  test('explains each step by rule and inputs', () => {
    const { steps } = on('2021-01-01', { years: years(2018, 'CCI') });
    expect(steps.map(({ kind, credits }) => [kind, credits])).toEqual([
      ['TRAINEE', 0],
      ['LEFT', 0],
      ['ENTRY', 0],
      ['CREDIT', 100],
      ['CLEARED', 0],
    ]);
    expect(steps[3]).toMatchObject({
      on: '2020-01-01',
      clause: '/decisions/tiers/credits/COMPETENT',
      inputs: { year: 2019, grade: 'COMPETENT' },
      says: { zh: '2019年称职，计1年', en: '2019 competent: 1 credit' },
    });
  });

  test('a promotion clears the credits and the excess lapses, also one decided later', () => {
    const moves = [{ from: 5, to: 4, effectiveDate: '2021-01-01', ground: 'SENIORITY' }];
    const standing = on('2022-01-01', { years: years(2018, 'EEEE'), moves });
    expect(standing).toMatchObject({ tier: 4, since: '2021-01-01', credits: 150 });
  });

  test('a year of more than six months of leave is a pause; of six it counts', () => {
    const half = { from: '2019-01-01', to: '2019-06-30' };
    const more = { from: '2019-01-01', to: '2019-07-01' };
    expect(on('2020-01-01', { years: years(2019, 'C'), leave: [half] }).credits).toBe(100);
    const paused = on('2020-01-01', { years: years(2019, 'C'), leave: [half, more] });
    expect(paused).toMatchObject({ credits: 0, steps: [{}, {}, {}, { kind: 'PAUSE' }] });
  });

  test('an incompetent year clears credits, long leave or not', () => {
    const leave = [{ from: '2020-01-01', to: '2020-12-31' }];
    expect(on('2021-01-01', { years: years(2019, 'CI'), leave }).credits).toBe(0);
  });

  test('the trainee time gives no credit: too few months on a tier', () => {
    const late = [{ from: '2019-07-02', to: null, tier: 7 }];
    const standing = on('2020-01-01', { employments: late, years: years(2019, 'C') });
    expect(standing.credits).toBe(0);
    expect(standing.steps.at(-1)).toMatchObject({ kind: 'NOT_COUNTED' });
  });

  test('leaving cancels tier and credits; a return is a new entrant', () => {
    const employments = [
      { from: '2019-01-01', to: '2020-06-30', tier: 5 },
      { from: '2021-01-01', to: null, tier: 7 },
    ];
    const moves = [{ from: 5, to: 4, effectiveDate: '2020-01-01', ground: 'MERIT' }];
    const over = { employments, moves, years: years(2019, 'EEE') };
    expect(on('2020-06-30', over).tier).toBe(4);
    expect(on('2020-07-01', over)).toMatchObject({ tier: null, employed: false, credits: 0 });
    expect(on('2021-01-01', over)).toMatchObject({ tier: 7, credits: 0 });
    expect(on('2022-01-01', over).credits).toBe(150);
  });

  test('sees sanctions of the day and commendations since the tier was reached', () => {
    const over = {
      sanctions: [{ from: '2020-03-01', to: '2020-08-31', code: 'WARNING' }],
      commendations: [
        { on: '2018-11-01', code: 'BRAVERY' },
        { on: '2020-02-01', code: 'BRAVERY' },
        { on: '2020-02-01', code: 'THANKS' },
      ],
    };
    expect(on('2020-08-31', over)).toMatchObject({
      barredBy: [{ code: 'WARNING' }],
      commended: [{ on: '2020-02-01' }],
    });
    expect(on('2020-09-01', over).barredBy).toEqual([]);
  });
});

describe('months of a year', () => {
  test('count a part of a month by its days, and no day twice', () => {
    const spans = [
      { from: '2019-01-15', to: '2019-02-14' },
      { from: '2019-02-01', to: '2019-02-28' },
    ];
    expect(monthsIn(2019, spans).toFraction()).toBe('48/31');
    expect(monthsIn(2019, [{ from: '2018-05-01', to: null }]).toFraction()).toBe('12');
  });
});

describe('a forecast', () => {
  const forecast = (day: string, over: Partial<TierHistory>) => {
    const history = { ...start, ...over };
    return forecastOf(history, careerOf(history, RC1_TIERS, day), RC1_TIERS);
  };

  test('says what is missing, in words and numbers', () => {
    expect(forecast('2020-03-01', { years: years(2019, 'C') })).toMatchObject({
      ...{ from: 5, to: 4, needed: 300, has: 100, missing: 200, seatUpTo: null },
      earliest: { COMPETENT: '2022-01-01', EXCELLENT: '2022-01-01' },
      says: { zh: '晋升四级还需2个计分年', en: 'needs two more credit years for tier 4' },
    });
  });

  test('names the seat, the sanction, and a commendation that makes it shorter', () => {
    const told = forecast('2023-03-01', {
      employments: [{ from: '2019-01-01', to: null, tier: 4 }],
      years: years(2019, 'CCC'),
      sanctions: [{ from: '2023-01-01', to: null, code: 'WARNING' }],
      commendations: [{ on: '2020-05-01', code: 'CITY_HONOUR' }],
    });
    expect(told).toMatchObject({ needed: 300, missing: 0, early: true, seatUpTo: 3 });
    expect(told?.says.en).toBe(
      'has the credit years for tier 3; a sanction in force bars promotion; ' +
        'and a free seat among tiers 1 to 3',
    );
  });

  test('with grades that give no credit it never leads there', () => {
    const rules = { ...RC1_TIERS, credits: { ...RC1_TIERS.credits, COMPETENT: 0 } };
    const standing = careerOf(start, rules, '2020-03-01');
    expect(forecastOf(start, standing, rules)?.earliest).toEqual({
      ...{ EXCELLENT: '2021-01-01', COMPETENT: null },
    });
  });

  test('there is none at the top or without a tier', () => {
    expect(forecast('2018-08-01', {})).toBeUndefined();
    const top = [{ from: '2019-01-01', to: null, tier: 1 }];
    expect(forecast('2020-03-01', { employments: top })).toBeUndefined();
  });
});
