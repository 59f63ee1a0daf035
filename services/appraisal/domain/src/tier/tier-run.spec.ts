import { describe, expect, test } from '@jest/globals';
import type { AnnualGrade } from '../scheme/annual-document.ts';
import { careerOf } from './career.ts';
import { seatCaps } from './seats.ts';
import { twelveMonthCost } from './tier-cost.ts';
import { NO_HISTORY, type TierHistory } from './tier-history.ts';
import { RC1_TIERS } from './tier-rules.ts';
import { tierRun, type RunOfficer } from './tier-run.ts';

const graded = (grades: Readonly<Record<number, AnnualGrade>>, total: number | null = null) =>
  Object.entries(grades).map(([year, grade]) => ({ year: Number(year), grade, total }));

const officer = (
  name: string,
  tier: number | null,
  over: Partial<TierHistory> = {},
): RunOfficer => ({
  officer: name,
  history: { ...NO_HISTORY, employments: [{ from: '2010-01-01', to: null, tier }], ...over },
});

const many = (count: number, tier: number): RunOfficer[] =>
  Array.from({ length: count }, (_, at) => officer(`t${tier}-${at}`, tier));

/** Four competent years with totals of the last one: ready for tier 3. */
const ready = (name: string, total: number, over: Partial<TierHistory> = {}) =>
  officer(name, 4, {
    years: [2019, 2020, 2021, 2022].map((year) => ({ year, grade: 'COMPETENT', total })),
    ...over,
  });

const run = (
  officers: readonly RunOfficer[],
  over: { year?: number; establishment?: number } = {},
) => tierRun({ year: 2022, establishment: 200, officers, ...over }, RC1_TIERS);

const movesOf = (officers: readonly RunOfficer[], year: number) =>
  run(officers, { year }).proposals.map(({ officer: who, from, to, effectiveDate, ground }) =>
    [who, from, to, effectiveDate, ground].join(' '),
  );

describe('W15', () => {
  const from = {
    employments: [
      { from: '2018-07-01', to: '2018-12-31', tier: null },
      { from: '2019-01-01', to: null, tier: 5 },
    ],
  };
  const X = {
    ...officer('X', 5, { ...from, years: graded({ 2019: 'EXCELLENT', 2020: 'EXCELLENT' }) }),
  };
  const Y = officer('Y', 5, {
    ...from,
    years: graded({ 2019: 'COMPETENT', 2020: 'BASIC', 2021: 'COMPETENT', 2022: 'COMPETENT' }),
  });
  const zYears = graded({
    ...{ 2019: 'COMPETENT', 2020: 'INCOMPETENT' },
    ...{ 2021: 'COMPETENT', 2022: 'COMPETENT', 2023: 'COMPETENT' },
  } as const);

  test('X is T4 from 2021-01-01, a year sooner for two excellent ones', () => {
    expect(movesOf([X], 2019)).toEqual([]);
    expect(movesOf([X], 2020)).toEqual(['X 5 4 2021-01-01 SENIORITY']);
  });

  test('Y is T4 from 2023-01-01: a basic year gives nothing', () => {
    expect(movesOf([Y], 2021)).toEqual([]);
    expect(movesOf([Y], 2022)).toEqual(['Y 5 4 2023-01-01 SENIORITY']);
  });

  test('Z falls to T6 on 2021-01-01 and is T5 again on 2024-01-01', () => {
    const z = officer('Z', 5, { ...from, years: zYears });
    expect(movesOf([z], 2020)).toEqual(['Z 5 6 2021-01-01 INCOMPETENT_YEAR']);
    const moves = [{ from: 5, to: 6, effectiveDate: '2021-01-01', ground: 'INCOMPETENT_YEAR' }];
    const fallen = officer('Z', 5, { ...from, years: zYears, moves });
    expect(movesOf([fallen], 2022)).toEqual([]);
    expect(movesOf([fallen], 2023)).toEqual(['Z 6 5 2024-01-01 SENIORITY']);
  });

  test.each([
    [200, 60, 18],
    [187, 56, 16],
  ])('quota %i gives %i seats on tiers 1 to 3, %i on tier 1', (quota, upper, top) => {
    expect(seatCaps(RC1_TIERS, quota)).toEqual([
      { upTo: 3, cap: upper },
      { upTo: 1, cap: top },
    ]);
  });

  test('57 of 60 seats filled, four eligible: three rise, 90.1 waits', () => {
    const four = [ready('d', 9010), ready('b', 9080), ready('a', 9120), ready('c', 9080)];
    const { proposals, waiting, seats } = run([...many(57, 3), ...four]);
    expect(proposals.map((each) => [each.officer, each.ground])).toEqual([
      ['a', 'MERIT'],
      ['b', 'MERIT'],
      ['c', 'MERIT'],
    ]);
    expect(waiting).toMatchObject([{ officer: 'd', place: 1, total: 9010, reason: 'NO_SEAT' }]);
    expect(seats).toMatchObject([{ upTo: 3, cap: 60, before: 57, after: 60 }, {}]);
  });

  test('X approved in April costs 12 × 150 yuan from then, and four months of back pay', () => {
    const tierPay = [120000, 95000, 70000, 50000, 35000, 20000, 10000];
    const { proposals } = run([X], { year: 2020 });
    expect(twelveMonthCost(proposals, { from: '2021-01', tierPay })).toBe(12 * 15000);
    expect(twelveMonthCost(proposals, { from: '2021-05', tierPay })).toBe(16 * 15000);
  });
});

describe('a run', () => {
  test('equal at the last seat leaves it empty; the chain may tell them apart', () => {
    const tied = [ready('a', 9120), ready('b', 9080), ready('c', 9080)];
    const { proposals, waiting } = run([...many(58, 3), ...tied]);
    expect(proposals.map((each) => each.officer)).toEqual(['a']);
    expect(waiting.map(({ officer: who, reason }) => [who, reason])).toEqual([
      ['b', 'TIE'],
      ['c', 'TIE'],
    ]);
    const ranked = tied.map((each, at) => ({ ...each, rank: { custom: 5000 + at } }));
    const told = run([...many(58, 3), ...ranked]);
    expect(told.proposals.map((each) => each.officer)).toEqual(['a', 'c']);
    expect(told.waiting).toMatchObject([{ officer: 'b', reason: 'NO_SEAT' }]);
  });

  test('fewer deducted points are better, and longer on the tier where a bureau says so', () => {
    const tied = [ready('a', 9080), ready('b', 9080)].map((each, at) => ({
      ...each,
      rank: { custom: 5000, deducted: 300 - at },
    }));
    expect(run([...many(59, 3), ...tied]).proposals).toMatchObject([{ officer: 'b' }]);
    const late = { employments: [{ from: '2012-01-01', to: null, tier: 4 }] };
    const ask = { year: 2022, establishment: 200 };
    const officers = [...many(59, 3), ready('a', 9080, late), ready('b', 9080)];
    const rules = { ...RC1_TIERS, ties: ['TIME_ON_TIER' as const] };
    expect(tierRun({ ...ask, officers }, rules).proposals).toMatchObject([{ officer: 'b' }]);
  });

  test('a seat that a demotion frees is used in the same run', () => {
    const falls = officer('z', 3, { years: graded({ 2022: 'INCOMPETENT' }) });
    const { proposals } = run([...many(59, 3), falls, ready('a', 9000)]);
    expect(proposals.map((each) => [each.officer, each.to])).toEqual([
      ['z', 4],
      ['a', 3],
    ]);
  });

  test('tier 1 has seats of its own inside the upper tiers', () => {
    const up = (name: string) =>
      officer(name, 2, { years: ready('', 9000).history.years.map((each) => ({ ...each })) });
    const { proposals, seats } = run([...many(17, 1), ...many(40, 2), up('a')]);
    expect(proposals).toMatchObject([{ officer: 'a', to: 1 }]);
    expect(seats).toMatchObject([{ after: 58 }, { upTo: 1, cap: 18, before: 17, after: 18 }]);
    expect(run([...many(18, 1), up('a')]).waiting).toMatchObject([{ reason: 'NO_SEAT' }]);
  });

  test('takes the shares of people in service where a bureau says so', () => {
    const rules = { ...RC1_TIERS, seats: { ...RC1_TIERS.seats, base: 'ACTIVE' as const } };
    const officers = [...many(9, 7), ready('a', 9000)];
    const told = tierRun({ year: 2022, establishment: 0, officers }, rules);
    expect(told).toMatchObject({ base: 10, seats: [{ cap: 3 }, { cap: 0 }] });
    expect(told.proposals).toMatchObject([{ officer: 'a' }]);
  });

  test('a sanction in force bars promotion; the officer is named beside the waiting list', () => {
    const sanctions = [{ from: '2022-10-01', to: '2023-03-31', code: 'WARNING' }];
    const { proposals, waiting } = run([ready('a', 9500, { sanctions })]);
    expect(proposals).toEqual([]);
    expect(waiting).toMatchObject([{ officer: 'a', place: null, reason: 'SANCTION' }]);
  });

  test('after a demotion nobody rises before the waiting time is over', () => {
    const rules = { ...RC1_TIERS, demotion: { tiers: 1, waitYears: 4 } };
    const fallen = officer('a', 5, {
      years: graded({ 2019: 'INCOMPETENT', 2020: 'EXCELLENT', 2021: 'EXCELLENT' }),
      moves: [{ from: 5, to: 6, effectiveDate: '2020-01-01', ground: 'INCOMPETENT_YEAR' }],
    });
    const at = (year: number) => tierRun({ year, establishment: 200, officers: [fallen] }, rules);
    expect(at(2021).waiting).toMatchObject([{ officer: 'a', reason: 'WAITING_TIME' }]);
    expect(at(2023).proposals).toMatchObject([{ officer: 'a', to: 5 }]);
  });

  test('a commendation since the tier was reached makes it a year shorter', () => {
    const years = graded({ 2021: 'COMPETENT', 2022: 'COMPETENT' });
    const commendations = [{ on: '2021-05-01', code: 'BRAVERY' }];
    expect(run([officer('a', 5, { years })]).proposals).toEqual([]);
    expect(run([officer('a', 5, { years, commendations })]).proposals).toMatchObject([
      { ground: 'EARLY', needed: 200, credits: 200 },
    ]);
  });

  test('nobody falls below the lowest tier', () => {
    expect(run([officer('a', 7, { years: graded({ 2022: 'INCOMPETENT' }) })]).proposals).toEqual(
      [],
    );
  });

  test('a demotion that was decided is not proposed again', () => {
    const years = graded({ 2022: 'INCOMPETENT' });
    const moves = run([officer('a', 5, { years })]).proposals;
    expect(run([officer('a', 5, { years, moves })]).proposals).toEqual([]);
  });

  test('names the highest step first', () => {
    const three = graded({ 2020: 'COMPETENT', 2021: 'COMPETENT', 2022: 'COMPETENT' });
    const up = [7, 5, 6].map((tier) => officer(`t${tier}`, tier, { years: three }));
    expect(run(up).proposals.map(({ from }) => from)).toEqual([5, 6, 7]);
  });

  test('done again after its decisions, or before later ones, it proposes nothing', () => {
    const first = run([ready('a', 9000)]).proposals;
    expect(first).toHaveLength(1);
    expect(run([ready('a', 9000, { moves: first })]).proposals).toEqual([]);
    const later = [{ from: 4, to: 5, effectiveDate: '2023-06-01', ground: 'INCOMPETENT_YEAR' }];
    expect(run([ready('a', 9000, { moves: later })]).proposals).toEqual([]);
  });

  test('explains what it proposes', () => {
    const [proposed] = run([...many(59, 3), ready('a', 9000)]).proposals;
    expect(proposed).toMatchObject({
      clauses: ['/decisions/tiers/ladder', '/decisions/tiers/seats'],
      says: {
        zh: '计分年4，需4，可晋升三级，空额1个，年度得分90.00',
        en: '4 credit years of 4 needed for tier 3; 1 seat free, annual total 90.00',
      },
    });
    expect(proposed?.steps.map(({ kind }) => kind)).toEqual([
      'ENTRY',
      ...Array.from({ length: 4 }, () => 'CREDIT'),
    ]);
  });

  test('its outcome stands in the career that follows', () => {
    const a = ready('a', 9000);
    const [proposed] = run([a]).proposals;
    const history = { ...a.history, moves: proposed === undefined ? [] : [proposed] };
    expect(careerOf(history, RC1_TIERS, '2023-01-01')).toMatchObject({ tier: 3, credits: 0 });
  });
});
