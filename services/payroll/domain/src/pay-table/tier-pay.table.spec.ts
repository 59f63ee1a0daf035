import { expect, test } from '@jest/globals';
import { TIER_PAY_TABLES, tierPayOn } from './tier-pay.table.ts';

test.each([
  [7, 10_000],
  [6, 20_000],
  [5, 35_000],
  [4, 50_000],
  [3, 70_000],
  [2, 95_000],
  [1, 120_000],
])('tier %i pays %i fen a month under RC-1', (tier, fen) => {
  expect(tierPayOn(tier, '2024-05-01')).toBe(fen);
});

test('the version in force on the day decides, not the newest one', () => {
  const raised = { version: 'rc-1@2', from: '2025-01-01', monthly: { 4: 60_000 } };
  const tables = [...TIER_PAY_TABLES, raised];
  expect(tierPayOn(4, '2024-12-31', tables)).toBe(50_000);
  expect(tierPayOn(4, '2025-01-01', tables)).toBe(60_000);
});

test('a tier or a day that no table covers is refused, never paid as zero', () => {
  expect(() => tierPayOn(8, '2024-05-01')).toThrow('TIER_PAY_UNKNOWN');
  expect(() => tierPayOn(4, '1999-12-31')).toThrow('TIER_PAY_UNKNOWN');
});
