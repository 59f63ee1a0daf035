import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isRejection } from '@ywk/kernel';
import { RC1_ANNUAL_QUOTA } from '../level/level-rules.ts';
import type { ReviewResult } from '../review/review-result.ts';
import type { AnnualDocument } from '../scheme/annual-document.ts';
import { annualReason } from './annual-words.ts';
import { placeYear, rankResults, type YearPerson } from './place-year.ts';
import { rollUp, type RolledMonth } from './rollup.ts';
import type { YearGround } from './year-of-officer.ts';
import { RC1_YEAR } from './year-rules.ts';

const annual: AnnualDocument = {
  parts: [
    { part: 'MONTH_TOTALS', weight: 60 },
    { part: 'LEADERS', weight: 20 },
    { part: 'VOTES', weight: 20 },
  ],
  votes: { EXCELLENT: 100, COMPETENT: 85, BASIC: 65, INCOMPETENT: 40 },
  minTurnout: '80%',
  minVoters: 5,
  grades: [
    { grade: 'EXCELLENT', atLeast: 90 },
    { grade: 'COMPETENT', atLeast: 75 },
    { grade: 'BASIC', atLeast: 60 },
    { grade: 'INCOMPETENT', atLeast: 0 },
  ],
};
const ground: YearGround = {
  ...{ annual, quota: RC1_ANNUAL_QUOTA, year: RC1_YEAR, until: '2025-01-01' },
};

const month = (at: number, over: Partial<RolledMonth> = {}): RolledMonth => ({
  ...{ period: `2024-${String(at).padStart(2, '0')}`, revision: 1, unit: 'U' },
  ...{ total: 9000, grade: 'G2', custom: '572/10', penalty: 0, veto: null },
  ...{ probation: false, clauses: [] },
  ...over,
});

const reviewed = (officer: string, points: number | string): ReviewResult => ({
  officer,
  leaders: String(points),
  democratic: { eligible: 10, votes: 10, groups: [], value: String(points), gap: null },
});

interface Told {
  readonly months?: readonly RolledMonth[];
  readonly since?: string;
  readonly leaveMonths?: string;
  readonly sanctions?: readonly string[];
  readonly commendations?: readonly string[];
  readonly review?: ReviewResult | null;
  readonly points?: number | string;
}

const TOLD = { months: [month(11), month(12)], points: 90, leaveMonths: '0', sanctions: [] };

const person = (officer: string, told: Told = {}): YearPerson => {
  const { months, points, leaveMonths, sanctions, review, since } = { ...TOLD, ...told };
  const { commendations = [] } = told;
  const sheet = rollUp({
    ...{ officer, calendar: 'year', period: '2024', scheme: 'rc-1@1', months, last: '2024-12' },
    ...{ since: since ?? '2020-01-01', leaveMonths, sanctions, commendations },
  });
  if (sheet === null) throw new Error('Everybody here stands in the last month.');
  return {
    sheet,
    annual,
    right: null,
    reviewed: review === undefined ? reviewed(officer, points) : review,
  };
};

const of = (people: readonly YearPerson[], officer: string) =>
  placeYear(people, ground).results.find((each) => each.officer === officer);

const others = (count: number): YearPerson[] =>
  Array.from({ length: count }, (_, at) =>
    person(`other-${String(at).padStart(2, '0')}`, {
      months: [month(12, { total: 8000 })],
      points: 80,
    }),
  );

describe('a year', () => {
  test('is the mean of the months that have a total, with the parts of the review (W13)', () => {
    const months = [month(10, { total: 9090 }), month(11, { total: null }), month(12)].map(
      (each) => (each.period === '2024-12' ? { ...each, total: 9090 } : each),
    );
    const democratic = { eligible: 14, votes: 12, groups: [], value: '545/6', gap: null };
    const review = { officer: 'A', leaders: '90', democratic };
    const line = of([...others(9), person('A', { months, review })], 'A');
    expect([line?.total, line?.months, line?.year?.grade]).toEqual([9071, 2, 'EXCELLENT']);
  });

  test('without a valid vote it is refused, in words, and is not 0', () => {
    const democratic = {
      ...{ eligible: 14, votes: 11, groups: [], value: null },
      gap: 'TURNOUT_TOO_LOW' as const,
    };
    const people = [
      person('A', { review: { officer: 'A', leaders: '90', democratic } }),
      person('B', { review: null }),
    ];
    try {
      placeYear(people, ground);
      expect('refused').toBe('');
    } catch (error) {
      if (!isRejection(error)) throw error;
      expect(error.code).toBe('YEAR_PARTS_MISSING');
      expect(error.facts).toMatchObject({
        missing: [
          { officer: 'A', gap: 'TURNOUT_TOO_LOW' },
          { officer: 'B', gap: 'NO_REVIEW' },
        ],
        reason: { zh: expect.stringContaining('不得按零分计') },
      });
    }
  });

  const FAILED = [month(10, { grade: 'G5' }), month(11), month(12, { grade: 'G5' })];
  test.each([
    ['two failed months', { months: FAILED }, 'INCOMPETENT', 'FAILED_MONTHS'],
    [
      'one failed month',
      { months: [month(11, { grade: 'G5' }), month(12)] },
      'COMPETENT',
      'BARRED_BY_MONTH',
    ],
    ['less than a year of work', { since: '2024-01-02' }, 'COMPETENT', 'SHORT_SERVICE'],
    ['a year of work to the day', { since: '2024-01-01' }, 'EXCELLENT', 'SEAT'],
    ['less than half a year', { since: '2024-07-02' }, null, 'COMMENT_ONLY'],
    ['half a year to the day', { since: '2024-07-01' }, 'COMPETENT', 'SHORT_SERVICE'],
    ['the trainee time', { months: [month(12, { probation: true })] }, null, 'COMMENT_ONLY'],
    ['no month with a score', { months: [month(12, { total: null })] }, null, 'COMMENT_ONLY'],
    ['more than half a year of leave', { leaveMonths: '181/30' }, null, 'LONG_LEAVE'],
    ['half a year of leave', { leaveMonths: '6' }, 'EXCELLENT', 'SEAT'],
    [
      'a sanction',
      { months: [month(12, { clauses: ['D07'] })] },
      'COMPETENT',
      'BARRED_BY_SANCTION',
    ],
    ['a sanction in force', { sanctions: ['WARNING'] }, 'COMPETENT', 'BARRED_BY_SANCTION'],
    ['a veto', { months: [month(12, { veto: 'V05' })] }, 'INCOMPETENT', 'VETO'],
  ] as const)('%s', (...[, told, grade, rule]) => {
    const line = of([...others(9), person('A', told as Told)], 'A');
    expect(line?.year).toMatchObject({ grade, rule });
  });

  test('an honour of the year gives excellent without a seat, where the rules name it', () => {
    const people = [...others(9), person('A', { points: 96 }), person('B', { points: 95 })];
    const honoured = person('H', { points: 90, commendations: ['CITY_HONOUR', 'PUBLIC_PRAISE'] });
    const quota = { ...RC1_ANNUAL_QUOTA, offQuotaReasons: ['CITY_HONOUR'] };
    const year = (rules: YearGround) => {
      const found = placeYear([...people, honoured], rules);
      const line = found.results.find(({ officer }) => officer === 'H');
      return [line?.year?.grade, line?.year?.rule, found.use.used];
    };
    expect(year({ ...ground, quota })).toEqual(['EXCELLENT', 'OFF_QUOTA', 2]);
    expect(year(ground)).toEqual(['COMPETENT', 'NO_SEAT', 2]);
  });

  test('who is graded by other things needs no review', () => {
    const told = { months: FAILED, review: null };
    expect(of([...others(9), person('A', told)], 'A')?.year?.grade).toBe('INCOMPETENT');
  });

  test('W3: of two equal totals fewer deducted points have the last seat', () => {
    const top = (officer: string, points: number | string, penalty = 0) =>
      person(officer, { points, months: [month(12, { total: Number(points) * 100, penalty })] });
    const people = [
      ...[top('X1', '98.1'), top('X2', '97.4'), top('X3', 97)],
      ...[top('A', '96.5', 100), top('B', '96.5', 200), top('X6', '96.1')],
      ...others(17),
    ];
    const { results, use } = placeYear(people, ground);
    const excellent = results.filter(({ year }) => year?.grade === 'EXCELLENT');
    expect(excellent.map(({ officer }) => officer).sort()).toEqual(['A', 'X1', 'X2', 'X3']);
    expect(use).toMatchObject({ n: 23, seats: 4, used: 4, cut: 9650, tie: 'PENALTY' });
    const b = results.find(({ officer }) => officer === 'B');
    expect([b?.rank, b?.year?.rule]).toEqual([4, 'NO_SEAT']);
    const words = b === undefined ? null : annualReason(b, { units: ['U'], use });
    expect(words?.zh).toBe(
      '称职；达到优秀分数线，但名额已满；总分96.50，1个月有得分；优秀：23人的20%，名额4个，列入4人，竞争6人，末位96.50分，总分相同者扣分少者在先。',
    );
    expect(words?.en).not.toMatch(/X1|A\b.*B\b/);
  });
});

test('who has no place in the last month has no result', () => {
  const told = { officer: 'A', calendar: 'quarter', period: '2024-Q4', scheme: 'rc-1@1' };
  const rest = { since: null, leaveMonths: '0', sanctions: [], last: '2024-12' };
  expect(rollUp({ ...told, ...rest, months: [month(11)] })).toBeNull();
  expect(rollUp({ ...told, ...rest, months: [month(12, { unit: null })] })).toBeNull();
});

test('a quarter is the mean rounded once, ranked in each unit, equal ones alike', () => {
  const sheets = [
    ['A', 'U', [9001, 9002]],
    ['B', 'U', [9002, 9001]],
    ['C', 'U', [8000]],
    ['D', 'V', [7000]],
  ] as const;
  const rolled = sheets.flatMap(([officer, unit, totals]) => {
    const months = totals.map((total, at) => month(12 - at, { total, unit }));
    return (
      rollUp({
        ...{ officer, calendar: 'quarter', period: '2024-Q4', scheme: 'rc-1@1', months },
        ...{ since: '2020-01-01', leaveMonths: '0', sanctions: [], last: '2024-12' },
      }) ?? []
    );
  });
  expect(rankResults(rolled).map(({ total, rank }) => [total, rank])).toEqual([
    ...[
      [9002, 1],
      [9002, 1],
      [8000, 3],
      [7000, 1],
    ],
  ]);
});

const anyPerson = fc.record({
  total: fc.integer({ min: 80, max: 99 }),
  failed: fc.integer({ min: 0, max: 3 }).map((count) => Math.max(0, count - 1)),
  since: fc.constantFrom('2020-01-01', '2020-01-01', '2020-01-01', '2024-05-01', '2024-10-01'),
  penalty: fc.integer({ min: 0, max: 2 }),
});
const anyGroup = fc.array(anyPerson, { minLength: 1, maxLength: 120, size: 'max' }).map((seeds) =>
  seeds.map(({ total, failed, since, penalty }, at) =>
    person(`o${String(at).padStart(3, '0')}`, {
      ...{ since, points: total },
      months: Array.from({ length: 3 }, (_, month_) =>
        month(10 + month_, {
          ...{ total: total * 100, penalty },
          grade: month_ < failed ? 'G5' : 'G2',
        }),
      ),
    }),
  ),
);

describe('whatever the group', () => {
  test('the share holds, failed years are incompetent, new people have a comment', () => {
    fc.assert(
      fc.property(anyGroup, (people) => {
        const { results, use } = placeYear(people, ground);
        const graded = results.filter(({ year }) => year?.rule !== 'COMMENT_ONLY');
        const excellent = results.filter(({ year }) => year?.grade === 'EXCELLENT');
        expect(use.n).toBe(graded.length);
        expect(excellent.length * 5).toBeLessThanOrEqual(graded.length);
        for (const { year } of graded) {
          expect(year?.grade === 'INCOMPETENT').toBe((year?.failed ?? 0) >= 2);
        }
        expect(excellent.filter(({ year }) => (year?.failed ?? 0) > 0)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('the order in which people come changes nothing', () => {
    fc.assert(
      fc.property(anyGroup, (people) => {
        const sorted = (some: readonly YearPerson[]) =>
          [...placeYear(some, ground).results].sort((a, b) => (a.officer < b.officer ? -1 : 1));
        expect(sorted([...people].reverse())).toEqual(sorted(people));
      }),
      { numRuns: 25 },
    );
  });
});
