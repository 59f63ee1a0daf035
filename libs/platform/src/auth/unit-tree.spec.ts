import { expect, test } from '@jest/globals';
import { Caller } from './caller.ts';
import { pathIn } from './unit-tree.ts';

const parents = new Map<string, string | null>([
  ['ZJG', null],
  ['ZJG-110', 'ZJG'],
  ['ZJG-110-A', 'ZJG-110'],
  ['A', 'B'],
  ['B', 'A'],
]);

test('a path leads from the root to the unit', () =>
  expect(pathIn(parents, 'ZJG-110-A')).toEqual(['ZJG', 'ZJG-110', 'ZJG-110-A']));

test('a unit that nobody knows has no path, and a circle ends', () => {
  expect(pathIn(parents, 'X')).toBeUndefined();
  expect(pathIn(parents, 'A')).toEqual(['B', 'A']);
});

test('a caller reaches a unit and all below it', () => {
  const caller = new Caller({ sub: 'x', roles: ['leader'], units: ['ZJG-110'] });
  const reaches = (unit: string) => caller.mayReach(pathIn(parents, unit) ?? []);
  expect(['ZJG', 'ZJG-110', 'ZJG-110-A', 'X'].map(reaches)).toEqual([false, true, true, false]);
});

test('a star reaches everything, no unit reaches nothing', () => {
  const everywhere = new Caller({ sub: 'x', roles: [], units: ['*'] });
  const nowhere = new Caller({ sub: 'x', roles: [], units: [] });
  expect([everywhere.mayReach([]), nowhere.mayReach(['ZJG'])]).toEqual([true, false]);
});
