import { expect, test } from '@jest/globals';
import { ratio } from '@ywk/kernel';
import type { Act } from '../bureau/work.ts';
import type { Month } from './indicator.ts';
import { CUSTOM } from './rc-1-posts.ts';
import { expectedScore } from './score.ts';

const act = (code: string, amounts: Act['amounts'] = {}): Act => ({ code, amounts });

const W1: Month = {
  counts: {
    'calls.offered': 1_520,
    'calls.abandonedShort': 8,
    'calls.answered': 1_508,
    'calls.answered10s': 1_462,
    'orders.dispatched': 640,
    'orders.wrongConfirmed': 9,
    'records.sampled': 40,
    'records.passed': 39,
    'callbacks.effective': 200,
    'callbacks.satisfied': 196,
  },
  acts: [act('A03', { minutes: 12 }), act('B06')],
};

/** W1's team has the median 1,450. */
const scored = (counts: Month['counts'], acts: readonly Act[]) =>
  expectedScore(CUSTOM.CALL110, { counts: { ...W1.counts, ...counts }, acts }, () => [
    ratio(1_450),
  ]);

test('W1 comes to 88.85, G3, 500 yuan', () => {
  expect(scored({}, W1.acts)).toEqual({ total: 8_885, grade: 'G3', pay: 50_000 });
});

test('what has nothing to divide by hands its weight to the others', () => {
  const idle = { 'orders.dispatched': 0, 'orders.wrongConfirmed': 0 };
  const rest = { 'records.passed': 40, 'callbacks.satisfied': 200 };
  // 13.49 + 10 + 10 + 5 of 40 points, on a weight of 60: 57.735, half up.
  expect(scored({ ...idle, ...rest }, []).total).toBe(4_000 + 5_774);
});

test('bonus stops at ten, an indicator at nothing, and a caution takes thirty of the total', () => {
  const praised = [act('B01'), act('B01'), act('B06'), act('B05', { points: 2 })];
  expect(scored({}, praised).total).toBe(4_000 + 5_085 + 1_000);
  expect(scored({}, [act('A05'), act('A01')]).total).toBe(3_000 + 5_085);
  expect(scored({}, [act('D07')])).toEqual({ total: 6_085, grade: 'G5', pay: 40_000 });
});

test('a veto leaves the total and takes grade and pay', () => {
  expect(scored({}, [...W1.acts, act('V07')])).toEqual({ total: 8_885, grade: 'VETO', pay: 0 });
});
