import { expect, test } from '@jest/globals';
import { fold, type Decider } from './decider.ts';
import { isRejection, Rejection } from './rejection.ts';

type Opened = { type: 'Opened'; data: { by: string } };
const door: Decider<string, string[], Opened> = {
  initialState: [],
  decide: (by) => [{ type: 'Opened', data: { by } }],
  evolve: (state, event) => [...state, event.data.by],
};

test('a history folds into a state, event by event', () =>
  expect(fold(door, [...door.decide('a', []), ...door.decide('b', [])])).toEqual(['a', 'b']));

test('a rejection is known by its name, so that two copies of the package agree', () => {
  const stranger = Object.assign(new Error('X: y'), { name: 'Rejection', code: 'X' });
  expect([isRejection(new Rejection('X', { zh: '无', en: 'y' })), isRejection(stranger)]).toEqual([
    true,
    true,
  ]);
  expect([isRejection(new Error('X')), isRejection('X')]).toEqual([false, false]);
});
