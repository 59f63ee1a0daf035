import { expect, test } from '@jest/globals';
import { tierChangesDue, type AnnualGrade } from './tier-rule.ts';

const E = 'EXCELLENT';
const C = 'COMPETENT';
const B = 'BASIC';
const I = 'INCOMPETENT';

const from5 = (...grades: AnnualGrade[]) => tierChangesDue({ tier: 5, since: 2019, grades });

test('W15 X: two excellent years are three credits', () => {
  expect(from5(E, E)).toEqual([
    { from: 5, to: 4, effectiveDate: '2021-01-01', ground: 'SENIORITY' },
  ]);
});

test('W15 Y: a basic year counts nothing', () => {
  expect(from5(C, B, C, C)).toMatchObject([{ to: 4, effectiveDate: '2023-01-01' }]);
});

test('W15 Z: an incompetent year costs a tier and all credits', () => {
  expect(from5(C, I, C, C, C)).toEqual([
    { from: 5, to: 6, effectiveDate: '2021-01-01', ground: 'INCOMPETENT_YEAR' },
    { from: 6, to: 5, effectiveDate: '2024-01-01', ground: 'SENIORITY' },
  ]);
});

test('nobody falls below tier 7 or rises above 4 by years alone; excess credits lapse', () => {
  expect(tierChangesDue({ tier: 7, since: 2019, grades: [I] })).toEqual([]);
  expect(tierChangesDue({ tier: 4, since: 2019, grades: [E, E, E, E] })).toEqual([]);
  expect(tierChangesDue({ tier: 7, since: 2019, grades: [C, C, E, C, C] })).toHaveLength(1);
});
