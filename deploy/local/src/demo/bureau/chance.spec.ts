import { expect, test } from '@jest/globals';
import { Chance } from './chance.ts';

const draw = (chance: Chance, count: number): number[] =>
  Array.from({ length: count }, () => chance.unit());

test('one seed and name give one series; another of either gives another', () => {
  const first = draw(new Chance(7, 'feed'), 50);
  expect(draw(new Chance(7, 'feed'), 50)).toEqual(first);
  expect(draw(new Chance(8, 'feed'), 50)).not.toEqual(first);
  expect(draw(new Chance(7, 'people'), 50)).not.toEqual(first);
});

test('the numbers fill [0, 1) evenly', () => {
  const numbers = draw(new Chance(1, 'even'), 20_000);
  const tenths = new Array<number>(10).fill(0);
  for (const number of numbers)
    tenths[Math.floor(number * 10)] = (tenths[Math.floor(number * 10)] ?? 0) + 1;
  expect(Math.min(...tenths)).toBeGreaterThan(1_800);
  expect(Math.max(...tenths)).toBeLessThan(2_200);
});

test('a log-normal has its median in the middle and is never negative', () => {
  const chance = new Chance(3, 'durations');
  const sorted = Array.from({ length: 9_999 }, () => chance.logNormal(45, 0.5)).sort(
    (a, b) => a - b,
  );
  expect(sorted[0]).toBeGreaterThan(0);
  expect(sorted[4_999]).toBeGreaterThan(43);
  expect(sorted[4_999]).toBeLessThan(47);
});
