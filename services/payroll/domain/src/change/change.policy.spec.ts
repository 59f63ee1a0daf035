import { expect, test } from '@jest/globals';
import { changesOf } from './change.policy.ts';

const officer = 'A01';

test('an approved grade pays its performance once, for the month it belongs to', () => {
  const data = { officer, period: '2024-05', revision: 1, performancePay: 50_000 };
  expect(changesOf({ type: 'GradeDecided', data })).toEqual([
    {
      officer,
      kind: 'PERFORMANCE',
      originPeriod: '2024-05',
      effectiveDate: '2024-05-01',
      amount: 50_000,
      previousAmount: null,
    },
  ]);
});

test('a vetoed month is a line of nothing, so that the payroll system hears of it', () => {
  const data = { officer, period: '2024-05', revision: 1, performancePay: 0 };
  expect(changesOf({ type: 'GradeDecided', data })).toMatchObject([{ amount: 0 }]);
});

test('a later revision is refused: its whole amount would pay the month twice', () => {
  const data = { officer, period: '2024-05', revision: 2, performancePay: 55_000 };
  expect(() => changesOf({ type: 'GradeDecided', data })).toThrow('REVISION_NOT_PAYABLE');
});

test('W15: from T5 to T4 the monthly tier pay goes from 350 to 500 yuan', () => {
  const data = { officer, from: 5, to: 4, effectiveDate: '2021-01-01' };
  expect(changesOf({ type: 'TierChanged', data })).toEqual([
    {
      officer,
      kind: 'TIER_PAY',
      originPeriod: null,
      effectiveDate: '2021-01-01',
      amount: 50_000,
      previousAmount: 35_000,
    },
  ]);
});

test('a step down lowers it, and no step is no line', () => {
  const down = { officer, from: 5, to: 6, effectiveDate: '2021-01-01' };
  expect(changesOf({ type: 'TierChanged', data: down })).toMatchObject([
    { amount: 20_000, previousAmount: 35_000 },
  ]);
  expect(changesOf({ type: 'TierChanged', data: { ...down, to: 5 } })).toEqual([]);
});

test('who leaves is paid until the last day: the line applies from the day after', () => {
  const data = { officer, on: '2024-12-31' };
  expect(changesOf({ type: 'EmploymentEnded', data })).toMatchObject([
    { kind: 'EMPLOYMENT_ENDED', effectiveDate: '2025-01-01', amount: 0, previousAmount: null },
  ]);
});
