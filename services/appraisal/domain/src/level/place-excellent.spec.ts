import { describe, expect, test } from '@jest/globals';
import { ratio } from '@ywk/kernel';
import type { AnnualGrade } from '../scheme/annual-document.ts';
import { RC1_ANNUAL_QUOTA, type AnnualQuotaRules } from './level-rules.ts';
import { placeExcellent, type AnnualCompetitor } from './place-excellent.ts';

const GRADES: { grade: AnnualGrade; atLeast: number }[] = [
  { grade: 'EXCELLENT', atLeast: 90 },
  { grade: 'COMPETENT', atLeast: 75 },
  { grade: 'BASIC', atLeast: 60 },
  { grade: 'INCOMPETENT', atLeast: 0 },
];

const year = (
  officer: string,
  total: number,
  told: Partial<AnnualCompetitor> = {},
): AnnualCompetitor => ({
  officer,
  unit: 'ZJG-110',
  total: Math.round(total * 100),
  custom: ratio(572, 10),
  penalty: 0,
  democratic: ratio(90),
  veto: null,
  forced: null,
  offQuota: null,
  probation: false,
  longLeave: false,
  steps: 0,
  grade: GRADES.find(({ atLeast }) => total >= atLeast)?.grade ?? null,
  months: ['G1', 'G2'],
  sanctioned: false,
  standing: null,
  ruled: null,
  ...told,
});

const place = (people: readonly AnnualCompetitor[], change: Partial<AnnualQuotaRules> = {}) =>
  placeExcellent(people, { ...RC1_ANNUAL_QUOTA, ...change }, GRADES);

const excellent = (outcome: ReturnType<typeof place>): string[] =>
  outcome.placements.flatMap(({ officer, grade }) => (grade === 'EXCELLENT' ? [officer] : []));

const of = (outcome: ReturnType<typeof place>, officer: string) =>
  outcome.placements.find((each) => each.officer === officer);

const W3 = (a: Partial<AnnualCompetitor>, b: Partial<AnnualCompetitor>): AnnualCompetitor[] => [
  year('X1', 98.1),
  year('X2', 97.4),
  year('X3', 97),
  year('A', 96.5, a),
  year('B', 96.5, b),
  year('X6', 96.1),
  ...Array.from({ length: 17 }, (_, at) => year(`Y${String(at).padStart(2, '0')}`, 85 - at)),
];

describe('W3, the excellent cap of twenty-three people', () => {
  test('of two equal totals and custom scores, fewer deducted points have the seat', () => {
    const outcome = place(W3({ penalty: 100 }, { penalty: 200 }));
    expect(excellent(outcome)).toEqual(['A', 'X1', 'X2', 'X3']);
    expect(of(outcome, 'B')).toEqual({ officer: 'B', grade: 'COMPETENT', rule: 'NO_SEAT' });
    expect(outcome.quota).toEqual({
      ...{ quota: 'EXCELLENT', share: '20%', n: 23, seats: 4, used: 4, competitors: 6 },
      ...{ cut: 9650, tie: 'PENALTY', tied: 0 },
    });
  });

  test('equal in everything: three, one seat unused, 96.10 does not move up', () => {
    const outcome = place(W3({}, {}));
    expect(excellent(outcome)).toEqual(['X1', 'X2', 'X3']);
    expect(outcome.quota).toMatchObject({ seats: 4, used: 3, tie: 'SHRINK', tied: 2 });
    expect(of(outcome, 'X6')?.grade).toBe('COMPETENT');
  });

  test('the democratic score parts them last', () => {
    const outcome = place(W3({ democratic: ratio(91) }, {}));
    expect([excellent(outcome), outcome.quota.tie]).toEqual([
      ['A', 'X1', 'X2', 'X3'],
      'DEMOCRATIC',
    ]);
  });
});

describe('who is no candidate', () => {
  const ten = Array.from({ length: 10 }, (_, at) => year(`P${at}`, 80 + at));

  test.each([
    ['a month of G5', { months: ['G1', 'G5'] }, 'BARRED_BY_MONTH', 'COMPETENT'],
    ['a sanction', { sanctioned: true }, 'BARRED_BY_SANCTION', 'COMPETENT'],
    ['a veto', { veto: 'V05' }, 'VETO', 'INCOMPETENT'],
    ['the trainee time', { probation: true }, 'OUTSIDE', null],
    ['a missing part', { total: null, grade: null }, 'OUTSIDE', null],
  ] as const)('%s', (...[, told, rule, grade]) => {
    expect(of(place([...ten, year('A', 95, told)]), 'A')).toEqual({ officer: 'A', grade, rule });
  });

  test('a bureau may look at neither', () => {
    const people = [...ten, year('A', 95, { months: ['G5'], sanctioned: true })];
    const outcome = place(people, { barredByGrades: [], barredBySanction: false });
    expect(of(outcome, 'A')?.rule).toBe('SEAT');
  });

  test('who is below the threshold keeps its grade', () => {
    const outcome = place([...ten, year('L', 61), year('M', 40)]);
    expect([of(outcome, 'P0')?.grade, of(outcome, 'L')?.grade, of(outcome, 'M')?.grade]).toEqual([
      ...['COMPETENT', 'BASIC', 'INCOMPETENT'],
    ]);
  });
});

test('an honouree is excellent without a seat, where the rules name the honour', () => {
  const people = [
    ...Array.from({ length: 5 }, (_, at) => year(`P${at}`, 91 + at)),
    year('H', 90, { offQuota: 'MODEL' }),
  ];
  expect(excellent(place(people))).toEqual(['P4']);
  const outcome = place(people, { offQuotaReasons: ['MODEL'] });
  expect([excellent(outcome), outcome.quota.n]).toEqual([['H', 'P4'], 6]);
  const base = { ...RC1_ANNUAL_QUOTA.base, offQuota: false };
  expect(place(people, { offQuotaReasons: ['MODEL'], base }).quota.n).toBe(5);
});

test('vetoInBase false takes the share of the others', () => {
  const people = [
    ...Array.from({ length: 4 }, (_, at) => year(`P${at}`, 91 + at)),
    year('V', 99, { veto: 'V01' }),
  ];
  const base = { ...RC1_ANNUAL_QUOTA.base, veto: false };
  expect([place(people).quota.seats, place(people, { base }).quota.seats]).toEqual([1, 0]);
});
