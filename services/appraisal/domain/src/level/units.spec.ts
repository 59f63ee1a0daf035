import { describe, expect, test } from '@jest/globals';
import { ratio } from '@ywk/kernel';
import type { Competitor } from './competitor.ts';
import { placeUnits, type RankedUnit } from './group-units.ts';
import { RC1_LEVELS, type LevelRules } from './level-rules.ts';
import { rankUnits, type MeasuredUnit } from './rank-units.ts';

const people = (unit: string, totals: readonly number[]): Competitor[] =>
  totals.map((total, at) => ({
    ...{ officer: `${unit}-${at}`, unit, total: Math.round(total * 100), custom: ratio(50) },
    ...{ penalty: 0, democratic: null, veto: null, forced: null, offQuota: null },
    ...{ probation: false, longLeave: false, steps: 0 },
  }));

const W4A: RankedUnit = {
  unit: 'A',
  parent: 'ZJG',
  people: people('A', [93.2, 91.05, 90.71, 88.4, 85, 79.9, 79.8]),
};
const B: RankedUnit = { unit: 'B', parent: 'ZJG', people: people('B', [95, 90, 86, 84, 78]) };
const C: RankedUnit = { unit: 'C', parent: 'CS', people: people('C', [90, 80]) };
const BIG: RankedUnit = {
  unit: 'Z',
  parent: 'ZJG',
  people: people(
    'Z',
    Array.from({ length: 12 }, (_, at) => 80 + at),
  ),
};

const place = (change: Partial<LevelRules>, units: readonly RankedUnit[] = [W4A, B, C, BIG]) =>
  placeUnits(units, { ...RC1_LEVELS, ...change }).map((outcome) => ({
    units: outcome.units.join(' '),
    mode: outcome.mode,
    n: outcome.n,
    four: outcome.placements.flatMap(({ officer, level }) => (level === 4 ? [officer] : [])),
  }));

describe('small units', () => {
  test('APPLY: each its own', () => {
    expect(place({})).toEqual([
      { units: 'A', mode: 'APPLIED', n: 7, four: ['A-6'] },
      { units: 'B', mode: 'APPLIED', n: 5, four: ['B-4'] },
      { units: 'C', mode: 'APPLIED', n: 2, four: ['C-1'] },
      { units: 'Z', mode: 'APPLIED', n: 12, four: ['Z-0', 'Z-1'] },
    ]);
  });

  test('EXEMPT: no floor below ten people', () => {
    expect(place({ smallUnitMode: 'EXEMPT' }).map(({ mode, four }) => [mode, four.length])).toEqual(
      [
        ['EXEMPT', 0],
        ['EXEMPT', 0],
        ['EXEMPT', 0],
        ['APPLIED', 2],
      ],
    );
  });

  test('MERGE: seven and five are twelve, with two of the joint list; who has no sibling is exempt', () => {
    expect(place({ smallUnitMode: 'MERGE' })).toEqual([
      { units: 'A B', mode: 'MERGED', n: 12, four: ['A-6', 'B-4'] },
      { units: 'C', mode: 'EXEMPT', n: 2, four: [] },
      { units: 'Z', mode: 'APPLIED', n: 12, four: ['Z-0', 'Z-1'] },
    ]);
  });

  test('MERGE: roots are no siblings, and nobody is no unit to join', () => {
    const roots = [
      { ...W4A, parent: null },
      { ...B, parent: null },
    ];
    expect(place({ smallUnitMode: 'MERGE' }, roots).map(({ mode }) => mode)).toEqual([
      'EXEMPT',
      'EXEMPT',
    ]);
    const empty = { unit: 'E', parent: 'ZJG', people: [] };
    expect(place({ smallUnitMode: 'MERGE' }, [B, empty]).map(({ mode }) => mode)).toEqual([
      'EXEMPT',
      'EXEMPT',
    ]);
  });

  test('the vetoed stay in level 4 where the floor is exempt', () => {
    const [first, ...rest] = C.people as [Competitor, ...Competitor[]];
    const vetoed = { ...C, people: [{ ...first, veto: 'V01' }, ...rest] };
    expect(place({ smallUnitMode: 'EXEMPT' }, [vetoed])[0]?.four).toEqual(['C-0']);
  });

  test('joined units keep the parts of seats together', () => {
    const rules: LevelRules = { ...RC1_LEVELS, smallUnitMode: 'MERGE', carryFractions: true };
    const [joined] = placeUnits([W4A, B], rules);
    expect(joined?.carried).toEqual({ LEVEL_1: '2/5', LEVELS_1_AND_2: '1/5', LEVEL_4: '-4/5' });
    const [next] = placeUnits([W4A, B], rules, { 'A+B': joined?.carried ?? {} });
    expect(next?.quotas.map(({ seats }) => seats)).toEqual([1, 2, 7]);
  });
});

describe('ranking of units', () => {
  const unit = (name: string, parent: string | null, totals: readonly number[]): MeasuredUnit => ({
    ...{ unit: name, parent, totals: totals.map((total) => total * 100) },
  });
  const bureau = [
    unit('CITY', null, []),
    unit('N', 'CITY', []),
    unit('S', 'CITY', [90]),
    unit('N1', 'N', [100]),
    unit('N2', 'N', [80, 80, 80]),
    unit('S1', 'S', []),
  ];
  const ranks = (measure: 'POOLED' | 'MEAN') =>
    rankUnits(bureau, measure).map((each) => [each.unit, each.value, each.rank, each.of]);

  test('POOLED: the mean of all people below', () => {
    expect(ranks('POOLED')).toEqual([
      ['CITY', 8600, 1, 1],
      ['S', 9000, 1, 2],
      ['N', 8500, 2, 2],
      ['N1', 10000, 1, 2],
      ['N2', 8000, 2, 2],
      ['S1', null, null, 2],
    ]);
  });

  test('MEAN: of the sub-units; equal values share a rank', () => {
    expect(ranks('MEAN').slice(0, 3)).toEqual([
      ['CITY', 9000, 1, 1],
      ['N', 9000, 1, 2],
      ['S', 9000, 1, 2],
    ]);
  });
});
