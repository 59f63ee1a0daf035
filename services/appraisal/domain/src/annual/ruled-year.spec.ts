import { describe, expect, test } from '@jest/globals';
import { yearEffect } from '../appeal/effect.ts';
import type { AppealEvent } from '../appeal/appeal.events.ts';
import {
  rightsAfter,
  rightsUntil,
  yearRightOf,
  yearRights,
  type PutRight,
} from '../appeal/year-right.ts';
import { RC1_ANNUAL_QUOTA } from '../level/level-rules.ts';
import type { AnnualDocument } from '../scheme/annual-document.ts';
import { annualReason } from './annual-words.ts';
import { placeRuledYear, type PlacedYear, type RuledPerson } from './place-year.ts';
import { rollUp } from './rollup.ts';
import { RC1_YEAR } from './year-rules.ts';

const annual: AnnualDocument = {
  parts: [
    { part: 'MONTH_TOTALS', weight: 60 },
    { part: 'LEADERS', weight: 20 },
    { part: 'VOTES', weight: 20 },
  ],
  votes: { EXCELLENT: 100, COMPETENT: 85, BASIC: 65, INCOMPETENT: 40 },
  ...{ minTurnout: '80%', minVoters: 5 },
  grades: [
    { grade: 'EXCELLENT', atLeast: 90 },
    { grade: 'COMPETENT', atLeast: 75 },
    { grade: 'BASIC', atLeast: 60 },
    { grade: 'INCOMPETENT', atLeast: 0 },
  ],
};
const ground = { annual, quota: RC1_ANNUAL_QUOTA, year: RC1_YEAR, until: '2025-01-01' };

/** Five people have one seat of the excellent: that of A, by 94.00 to 92.00 and 91.00. */
const POINTS = { A: 94, B: 92, C: 91, D: 80, E: 80 };

const put = (officer: string, over: Partial<PutRight> = {}): PutRight => ({
  ...{ calendar: 'year', period: '2024', objection: 'x', ruling: 'r', officer, unit: 'U' },
  ...{ document: `CD-${officer}`, revision: 2, held: false },
  ...{ grade: null, leaders: null, votes: null, ...over },
});

const people = (puts: readonly PutRight[]): RuledPerson[] => {
  const rights = yearRights(puts);
  return Object.entries(POINTS).map(([officer, points]) => {
    const part = { custom: '50', penalty: 0, veto: null, probation: false, clauses: [] };
    const month = { period: '2024-12', revision: 1, unit: 'U', total: points * 100, grade: 'G2' };
    const sheet = rollUp({
      ...{ officer, calendar: 'year', period: '2024', scheme: 'rc-1@1', last: '2024-12' },
      ...{ since: '2020-01-01', leaveMonths: '0', sanctions: [], months: [{ ...month, ...part }] },
    });
    if (sheet === null) throw new Error('Everybody here stands in the last month.');
    const value = String(points);
    const democratic = { eligible: 10, votes: 10, groups: [], value, gap: null };
    const reviewed = { officer, leaders: value, democratic };
    return { sheet, annual, reviewed, rights: rights.get(officer) ?? null };
  });
};

const place = (...puts: readonly PutRight[]): PlacedYear => placeRuledYear(people(puts), ground);

const excellentIn = ({ results }: PlacedYear): string[] =>
  results.filter(({ year }) => year?.grade === 'EXCELLENT').map(({ officer }) => officer);

const lineOf = ({ results }: PlacedYear, officer: string) =>
  results.find((line) => line.officer === officer);

describe('a ruling on a year', () => {
  test('puts a part right, and everybody is ranked anew', () => {
    expect(excellentIn(place())).toEqual(['A']);
    const ruled = place(put('B', { leaders: '100', votes: '100' }));
    expect(excellentIn(ruled)).toEqual(['B']);
    expect(lineOf(ruled, 'B')).toMatchObject({ total: 9520, year: { rule: 'SEAT', by: 'CD-B' } });
    expect(lineOf(ruled, 'B')?.year?.democratic).toBe('100');
    expect(lineOf(ruled, 'A')?.year?.rule).toBe('NO_SEAT');
  });

  test('gives the grade itself, in a seat before all others, and says so', () => {
    const ruled = place(put('D', { grade: 'EXCELLENT' }));
    expect(excellentIn(ruled)).toEqual(['D']);
    expect(ruled.use).toMatchObject({ seats: 1, used: 1 });
    const line = lineOf(ruled, 'D');
    expect(line?.year).toMatchObject({ rule: 'RULING', by: 'CD-D' });
    const words = line === undefined ? null : annualReason(line, null);
    expect(words?.zh).toBe('优秀；经异议裁决确定等次；总分80.00，1个月有得分；依据CD-D。');
    expect(excellentIn(place(put('D', { grade: 'COMPETENT' })))).toEqual(['A']);
  });

  test('after the year is final gives the officer what a ranking would, and moves nobody else', () => {
    const held = place(put('B', { leaders: '100', votes: '100', held: true }));
    expect(excellentIn(held)).toEqual(['A', 'B']);
    expect(lineOf(held, 'B')?.total).toBe(9520);
    // What came before it is final still moves everybody.
    const both = place(
      put('C', { grade: 'EXCELLENT' }),
      put('B', { grade: 'EXCELLENT', held: true }),
    );
    expect(excellentIn(both)).toEqual(['B', 'C']);
  });

  test('holds member by member until a later one says otherwise', () => {
    const twice = place(
      put('B', { leaders: '100', votes: '100' }),
      put('B', { leaders: '92', document: 'CD-9' }),
    );
    expect(lineOf(twice, 'B')).toMatchObject({ total: 9360, year: { by: 'CD-9' } });
  });

  test('shows its effect on everybody who shares the seats', () => {
    const after = place(put('B', { leaders: '100', votes: '100' })).results;
    const effect = yearEffect('B', { before: place().results, after });
    const [excellent, competent] = [{ grade: 'EXCELLENT' }, { grade: 'COMPETENT' }];
    expect(effect).toMatchObject({ appellant: { before: competent, after: excellent } });
    expect(effect.displaced).toMatchObject([{ officer: 'A', before: excellent, after: competent }]);
  });

  test('counts from its revision on', () => {
    const history: AppealEvent[] = [{ type: 'YearPutRight', data: put('B') }];
    expect(rightsUntil(history, 1)).toEqual([]);
    expect(rightsAfter(history, 1)).toHaveLength(1);
    expect(rightsUntil(history, 2)).toHaveLength(1);
    expect(rightsAfter(history, 2)).toEqual([]);
  });

  test('states grades of a year, and scores from 0 to 100', () => {
    expect(yearRightOf({})).toBeNull();
    expect(yearRightOf({ leaders: '92.5' })).toEqual({
      ...{ grade: null, leaders: '185/2', votes: null },
    });
    for (const wrong of [{ leaders: '100.01' }, { votes: '-1' }, { grade: 'G1' }]) {
      expect(() => yearRightOf(wrong)).toThrow('RULING_INVALID');
    }
  });
});
