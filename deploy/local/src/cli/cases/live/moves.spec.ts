import { describe, expect, test } from '@jest/globals';
import { movesBetween, movesOf } from './moves.ts';
import type { LiveStay } from './wire.ts';

const stay = (more: Partial<LiveStay>): LiveStay => ({
  ...{ unit: 'U', post: 'CALL110', team: null, from: '2020-01-01', to: null, probation: false },
  ...more,
});

describe('a history of stays as recruitment is told it', () => {
  test('is a hire, then transfers, then a leave', () => {
    const told = movesOf([
      stay({ to: '2024-05-15' }),
      stay({ unit: 'V', from: '2024-05-16', to: '2024-05-31' }),
    ]);
    const place = { post: 'CALL110', team: null };
    expect(told).toEqual([
      { move: 'hire', trainee: false, unit: 'U', ...place, from: '2020-01-01' },
      { move: 'transfer', unit: 'V', ...place, from: '2024-05-16' },
      { move: 'leave', on: '2024-05-31' },
    ]);
  });

  test('has a new employment after a gap, and after the trainee time', () => {
    const moves = (second: Partial<LiveStay>, first: Partial<LiveStay> = {}) =>
      movesOf([stay({ to: '2024-05-15', ...first }), stay(second)]).map(({ move }) => move);
    expect(moves({ from: '2024-05-17' })).toEqual(['hire', 'leave', 'hire']);
    expect(moves({ from: '2024-05-16' }, { probation: true })).toEqual(['hire', 'leave', 'hire']);
    expect(moves({ from: '2024-05-16' })).toEqual(['hire', 'transfer']);
  });

  test('grows by what is told later', () => {
    const before = [stay({})];
    const after = [stay({ to: '2024-05-15' }), stay({ unit: 'V', from: '2024-05-16' })];
    expect(movesBetween(before, after)?.map(({ move }) => move)).toEqual(['transfer']);
    expect(movesBetween([], before)?.map(({ move }) => move)).toEqual(['hire']);
    expect(movesBetween(after, after)).toEqual([]);
  });

  test('cannot be unsaid', () => {
    expect(movesBetween([stay({ to: '2024-05-15' })], [stay({})])).toBeUndefined();
    expect(movesBetween([stay({})], [stay({ unit: 'V' })])).toBeUndefined();
  });
});
