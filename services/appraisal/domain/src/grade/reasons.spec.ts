import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { decidedChanges, type DecidedStanding } from '../explain/decided-changes.ts';
import { levelClauses } from '../level/level-clauses.ts';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import { gradeReason } from './grade-reason.ts';
import type { ProposalHead } from './grade-proposal.events.ts';
import { payReason } from './pay-reason.ts';
import { withinBudget, type BudgetMode } from './unit-budget.ts';

const scheme = parse(
  readFileSync(new URL('../../../schemes/rc-1.yaml', import.meta.url), 'utf8'),
) as SchemeDocument;

/** What a JSON Pointer leads to. */
const at = (pointer: string): unknown =>
  pointer
    .slice(1)
    .split('/')
    .reduce<unknown>((inside, name) => (inside as Record<string, unknown>)[name], scheme);

describe('why a month has its grade', () => {
  test('the range in which the total lies, and the rule that says so', () => {
    const reason = gradeReason({ grade: 'G2', total: 9030 }, scheme);
    expect(reason).toEqual({
      ...{ clause: '/grades/1', atLeast: 9000, below: 9500 },
      working: '90.30 ≥ 90.00 < 95.00 → G2',
    });
    expect(at(reason.clause)).toMatchObject({ grade: 'G2' });
  });

  test('a grade that an effect took away leads to the effect', () => {
    const by = scheme.effects[1]?.id ?? '';
    const reason = gradeReason({ grade: 'VETO', total: 9030, by }, scheme);
    expect(reason).toMatchObject({ clause: '/effects/1', working: '90.30 → VETO' });
    expect(gradeReason({ grade: 'CANCELLED', total: 0 }, scheme).clause).toBe('/effects');
  });
});

describe('the rules of a level', () => {
  const rules = ['FLOOR', 'OFF_QUOTA', 'LEVEL_1', 'LEVEL_2', 'LEVEL_3', 'OUTSIDE'] as const;

  test.each([...rules, 'VETO', 'FORCED'] as const)('of %s are there', (rule) => {
    const by = rule === 'VETO' || rule === 'FORCED' ? (scheme.effects[0]?.id ?? '') : null;
    const clauses = levelClauses({ rule, by }, scheme);
    expect(clauses.length).toBeGreaterThan(0);
    for (const clause of clauses) expect(at(clause)).toBeDefined();
  });
});

describe('why a month pays what it pays', () => {
  const reasonOf = (mode: BudgetMode, asks: readonly number[], carried = 0) => {
    const { pays, ...outcome } = withinBudget(asks, { mode, perHead: 50_000, carried });
    const head = {
      ...{ budgetMode: mode, members: asks.length, carriedIn: carried },
      ...outcome,
    } as unknown as ProposalHead;
    return payReason({ asked: asks[0] ?? 0, paid: pays?.[0] ?? 0 }, head);
  };

  test('SCALE: the factor times the own sum is what is paid, to the fen', () => {
    const reason = reasonOf('SCALE', [60_000, 60_000, 60_000, 60_000, 60_000, 55_000]);
    expect(reason).toMatchObject({ factor: '60/71', paid: 50_705 });
    expect(Math.abs((60_000 * 60) / 71 - reason.paid)).toBeLessThan(1);
    expect(reason.words.zh).toBe(
      '本人等次对应600.00元，实发507.05元；本单位参加排名6人，预算3000.00元，应发3550.00元，超出550.00元；超出预算时按比例折算。',
    );
  });

  test('a budget that holds cuts nothing, and a pool says what it took over', () => {
    expect(reasonOf('SCALE', Array<number>(5).fill(50_000)).factor).toBe('1');
    const pool = reasonOf('CARRY_POOL', Array<number>(5).fill(60_000), 20_000);
    expect(pool).toMatchObject({ factor: '1', paid: 60_000 });
    expect(pool.unit).toMatchObject({ budget: 230_000, overrun: 70_000, carryOver: 70_000 });
    expect(pool.words.en).toContain('budget 2300.00 yuan (after 200.00 of the month before)');
  });

  test('a result that is held says so, and names no factor', () => {
    const asks = [60_000, 60_000, 60_000, 60_000, 60_000, 55_000];
    const { pays: _pays, ...outcome } = withinBudget(asks, { mode: 'SCALE', perHead: 50_000 });
    const head = { budgetMode: 'SCALE', members: 6, carriedIn: 0, ...outcome };
    const held = payReason({ asked: 60_000, paid: 51_000 }, head as unknown as ProposalHead);
    expect(held).toMatchObject({ held: true, factor: null, paid: 51_000 });
    expect(held.words.zh).toContain('因他人更正而重排，本人维持原结果');
  });

  test('below five nothing tells of others', () => {
    const reason = reasonOf('SCALE', [60_000, 60_000, 60_000, 60_000]);
    expect(reason).toMatchObject({ factor: null, unit: null, paid: 50_000 });
    expect(reason.words.en).toContain('fewer than 5 in the unit');
  });
});

describe('what is decided otherwise', () => {
  const then: DecidedStanding = {
    ...{ revision: 1, grade: 'G2', level: 2, performancePay: 55_000, tier: 5 },
  };

  test('is told member by member; the same twice tells nothing', () => {
    expect(decidedChanges(then, then)).toEqual([]);
    const now = { revision: 2, grade: 'G3', level: null, performancePay: 50_000, tier: 4 };
    expect(decidedChanges(then, now).map(({ words }) => words.en)).toEqual([
      'revision: from 1 to 2',
      'grade: from G2 to G3',
      'force level: from 2 to none',
      'performance pay: from 550.00 yuan to 500.00 yuan',
      'tier: from tier 5 to tier 4',
    ]);
  });
});
