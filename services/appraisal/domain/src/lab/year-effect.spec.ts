import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import { SchemeBook } from '../scheme/scheme.ts';
import { NO_HISTORY, type TierHistory } from '../tier/tier-history.ts';
import type { LabChange, LabResult } from './comparison.ts';
import { labYear, YearEffectSum } from './year-effect.ts';

const text = readFileSync(new URL('../../../schemes/rc-1.yaml', import.meta.url), 'utf8');
const scheme = new SchemeBook([parse(text) as SchemeDocument]).of('2024-05');
const schemes = { live: scheme, draft: scheme };

const result = (total: number | null, over: Partial<LabResult> = {}): LabResult => ({
  ...{ total, grade: 'G1', pay: null, level: null, paid: null, effects: [], ...over },
});
const month = (before: LabResult, after: LabResult): LabChange => ({
  ...{ officer: 'A', period: '2024-05', unit: 'U', post: null, sex: null },
  ...{ direction: 'SAME', changed: true, before, after },
});
const gradesOf = (...months: LabChange[]) => {
  const found = labYear(months, schemes);
  return [found?.before.grade, found?.after.grade];
};

describe('a year by its months alone', () => {
  test('goes by the exact mean, rounded once, against the thresholds of the year', () => {
    const half = month(result(9_000), result(8_999));
    expect(gradesOf(half, half)).toEqual(['EXCELLENT', 'COMPETENT']);
    expect(
      gradesOf(month(result(9_000), result(9_000)), month(result(8_999), result(8_998))),
    ).toEqual(
      // 89.995 is 90.00, 89.99 is not.
      ['EXCELLENT', 'COMPETENT'],
    );
  });

  test('a barring month takes the best grade, a veto the year; no total is no grade', () => {
    const barred = month(result(9_500, { grade: 'G5' }), result(9_500, { effects: ['VETO'] }));
    expect(gradesOf(barred)).toEqual(['COMPETENT', 'INCOMPETENT']);
    expect(gradesOf(month(result(null), result(7_000)))).toEqual([null, 'BASIC']);
    expect(labYear([], schemes)).toBeNull();
  });
});

describe('what it does to tiers', () => {
  const history: TierHistory = {
    ...NO_HISTORY,
    employments: [{ from: '2022-01-01', to: null, tier: 5 }],
    years: [2022, 2023].map((year) => ({ year, grade: 'COMPETENT', total: null })),
  };
  const effectOf = (before: LabResult, after: LabResult) => {
    const found = labYear([month(before, after)], schemes);
    if (found === null) throw new Error('There is no year.');
    const sum = new YearEffectSum(2024, schemes);
    sum.add(found);
    sum.addCareer(found, history);
    return sum.effect;
  };

  test('who has the three credit years on one side alone', () => {
    expect(effectOf(result(8_000), result(7_000))).toEqual({
      ...{ year: 2024, gained: 0, lost: 1, spared: 0, demoted: 0 },
      bands: [{ before: 'COMPETENT', after: 'BASIC', officers: 1 }],
    });
    expect(effectOf(result(7_000), result(8_000))).toMatchObject({ gained: 1, lost: 0 });
  });

  test('who goes down on one side alone', () => {
    expect(effectOf(result(7_000), result(5_000))).toMatchObject({ demoted: 1, spared: 0 });
    expect(effectOf(result(5_000), result(7_000))).toMatchObject({ demoted: 0, spared: 1 });
  });
});
