import { describe, expect, test } from '@jest/globals';
import type { AnnualDocument } from '../scheme/annual-document.ts';
import { annualScore, type AnnualInput } from './annual-score.ts';

const rules: AnnualDocument = {
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

const w13: AnnualInput = {
  months: [9090, 9100, 9080],
  leaders: ['92', '90', '88'],
  votes: { given: { EXCELLENT: 6, COMPETENT: 5, BASIC: 1 }, eligible: 14 },
};

describe('W13, a year', () => {
  test('comes out as 90.71, a candidate for excellent', () => {
    expect(annualScore(w13, rules)).toEqual({
      parts: [
        { part: 'MONTH_TOTALS', weight: 6000, value: '909/10', gap: null },
        { part: 'LEADERS', weight: 2000, value: '90', gap: null },
        { part: 'VOTES', weight: 2000, value: '545/6', gap: null },
      ],
      total: 9071,
      grade: 'EXCELLENT',
    });
  });

  test('with 11 of 14 votes the democratic part is invalid, never 0', () => {
    const votes = { given: { EXCELLENT: 6, COMPETENT: 5 }, eligible: 14 };
    const { parts, total, grade } = annualScore({ ...w13, votes }, rules);
    expect(parts[2]).toMatchObject({ value: null, gap: 'TURNOUT_TOO_LOW' });
    expect([total, grade]).toEqual([null, null]);
  });

  test('fewer than five votes are not counted, whatever the turnout', () => {
    const votes = { given: { EXCELLENT: 4 }, eligible: 4 };
    expect(annualScore({ ...w13, votes }, rules).parts[2]?.gap).toBe('TOO_FEW_VOTERS');
  });

  test('a year without months or leaders has no score', () => {
    expect(annualScore({ ...w13, months: [] }, rules).parts[0]?.gap).toBe('NO_MONTHS');
    expect(annualScore({ ...w13, leaders: [] }, rules).parts[1]?.gap).toBe('NO_LEADERS');
  });

  test('exactly 90.00 is excellent, 89.99 is competent', () => {
    const alike = {
      ...w13,
      leaders: ['90'],
      votes: { given: { EXCELLENT: 1, COMPETENT: 2 }, eligible: 3 },
    };
    const at = (total: number) =>
      annualScore({ ...alike, months: [total] }, { ...rules, minVoters: 3 });
    expect(at(9000)).toMatchObject({ total: 9000, grade: 'EXCELLENT' });
    expect(at(8998)).toMatchObject({ total: 8999, grade: 'COMPETENT' });
  });
});
