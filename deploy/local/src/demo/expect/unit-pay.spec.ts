import { expect, test } from '@jest/globals';
import { BLOCK_UNIT } from '../bureau/city.ts';
import { demoBureau, type DemoOfficer } from '../bureau/people.ts';
import type { ExpectedScore } from './score.ts';
import { payOfUnits } from './unit-pay.ts';

const [somebody] = demoBureau({ officers: 100, calls: 500, seed: 1 }).officers;

const unitWith = (unit: string, pays: readonly number[]) => {
  if (somebody === undefined) throw new Error('The demo bureau is empty.');
  const officers = pays.map((_, at): DemoOfficer => ({ ...somebody, unit, officer: `o${at}` }));
  const scores = pays.map((pay, at): [string, ExpectedScore] => [
    `o${at}`,
    { total: 9_000, grade: 'G2', pay },
  ]);
  return payOfUnits({ officers }, new Map(scores));
};

const SCALE_UNIT = 'XC-01-110';

test('SCALE shares the budget out to the fen; equal remainders go by officer', () => {
  const { paid, overruns } = unitWith(SCALE_UNIT, [60_000, 55_000, 45_000]);
  expect([...paid.values()]).toEqual([56_250, 51_563, 42_187]);
  expect(overruns.size).toBe(0);
});

test('a unit within its budget is paid by grade', () => {
  expect([...unitWith(BLOCK_UNIT, [55_000, 45_000]).paid.values()]).toEqual([55_000, 45_000]);
});

test('BLOCK pays nobody and names the overrun', () => {
  const { paid, overruns } = unitWith(BLOCK_UNIT, [60_000, 55_000]);
  expect(paid.size).toBe(0);
  expect([...overruns]).toEqual([[BLOCK_UNIT, 15_000]]);
});
