import { describe, expect, test } from '@jest/globals';
import { RC1_LEVELS } from '../level/level-rules.ts';
import { carryOf, decideSide, type LabPerson, type LabUnit } from './decide-side.ts';
import { budgetsOf } from './lab-units.ts';

const person = (officer: string, total: number, pay = 60_000): LabPerson => ({
  ...{ officer, unit: 'U', total, grade: 'G1', pay, custom: null, penalty: 0, democratic: null },
  ...{ veto: null, forced: null, offQuota: null, probation: false, longLeave: false, steps: 0 },
});

const unitOf = (over: Partial<LabUnit> = {}): LabUnit => ({
  ...{ unit: 'U', parent: 'P', budgetMode: 'SCALE' },
  people: [9_900, 9_800, 9_700, 9_600, 9_500].map((total, at) => person(`A${at}`, total)),
  ...over,
});

const rules = { levels: RC1_LEVELS, perHead: 50_000 };
const NONE = { levels: {}, overruns: {} };

describe('one side of a month', () => {
  test('places levels by its quotas and scales pay to its budget', () => {
    const { officers, units } = decideSide([unitOf()], rules, NONE);
    expect([...officers.values()].map(({ level }) => level)).toEqual([1, 2, 2, 3, 4]);
    expect([...officers.values()].map(({ paid }) => paid)).toEqual(Array(5).fill(50_000));
    expect(units.get('U')).toMatchObject({
      ...{ levels: [1, 2, 1, 1], members: 5, budget: 250_000, asked: 300_000, paid: 250_000 },
      ...{ overrun: 50_000, refused: false, carryOver: 0, impossible: null },
    });
  });

  test('who is not graded stands in no budget, and a blocked unit pays nobody', () => {
    const trainee = { ...person('B', 9_950), probation: true, grade: null, pay: null };
    const unit = unitOf({ budgetMode: 'BLOCK', people: [...unitOf().people, trainee] });
    const { officers, units } = decideSide([unit], rules, NONE);
    expect(officers.get('B')).toEqual({ level: null, paid: null });
    expect(officers.get('A0')).toEqual({ level: 1, paid: null });
    expect(units.get('U')).toMatchObject({ members: 5, paid: 0, refused: true, overrun: 50_000 });
  });

  test('a pool and parts of seats go over into the next month', () => {
    const carrying = { ...rules, levels: { ...RC1_LEVELS, carryFractions: true } };
    const people = unitOf().people.slice(0, 4);
    const pool = unitOf({ budgetMode: 'CARRY_POOL', people });
    const first = decideSide([pool], carrying, NONE).units.get('U');
    if (first === undefined) throw new Error('The unit is not decided.');
    const carry = carryOf([{ unit: 'U', decided: first }]);
    expect(carry).toMatchObject({ overruns: { U: 40_000 }, levels: { U: { LEVEL_1: '4/5' } } });
    const second = decideSide([pool], carrying, carry).units.get('U');
    expect(second).toMatchObject({ carriedIn: 40_000, budget: 160_000, levels: [1, 1, 2, 0] });
    expect(first.levels).toEqual([0, 2, 1, 1]);
  });

  test('quotas that cannot hold place nobody and say why', () => {
    const level1 = { ...RC1_LEVELS.level1, share: '80%' };
    const impossible = { ...rules, levels: { ...RC1_LEVELS, level1 } };
    const { officers, units } = decideSide([unitOf()], impossible, NONE);
    expect([...officers.values()].map(({ level }) => level)).toEqual(Array(5).fill(null));
    expect(units.get('U')?.impossible?.zh).toContain('两项名额无法同时满足');
  });

  test('small units of one parent are joined where the rules say so', () => {
    const merging = { ...rules, levels: { ...RC1_LEVELS, smallUnitMode: 'MERGE' as const } };
    const other = unitOf({ unit: 'V', people: [{ ...person('B0', 9_990), unit: 'V' }] });
    const { units, officers } = decideSide([unitOf(), other], merging, NONE);
    expect(units.get('U')?.group).toBe('U+V');
    expect([officers.get('A0')?.level, officers.get('B0')?.level]).toEqual([2, 1]);
  });
});

describe('sums of units over months', () => {
  test('add up; what is carried is that of the last month', () => {
    const decided = decideSide([unitOf({ budgetMode: 'CARRY_POOL' })], rules, NONE).units.get('U');
    if (decided === undefined) throw new Error('The unit is not decided.');
    const month = { unit: 'U', mode: 'CARRY_POOL' as const, before: decided, after: decided };
    const { all, units } = budgetsOf([
      { ...month, period: '2024-04' },
      { ...month, period: '2024-05' },
    ]);
    expect(all.before).toMatchObject({ members: 10, paid: 600_000, carryOver: 50_000 });
    expect(units).toMatchObject([{ unit: 'U', after: { levels: [2, 4, 2, 2], overrun: 100_000 } }]);
  });
});
