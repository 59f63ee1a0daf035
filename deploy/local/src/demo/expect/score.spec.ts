import { expect, test } from '@jest/globals';
import { ratio } from '@ywk/kernel';
import { demoBureau, type CallTaker } from '../bureau/people.ts';
import type { Act } from '../bureau/profile.ts';
import { expectedScore, medianOf } from './score.ts';

const [somebody] = demoBureau({ officers: 100, calls: 1_000, seed: 1 }).callTakers;

const with_ = (profile: { recordsPassed: number; satisfied: number; acts: Act[] }): CallTaker => {
  if (somebody === undefined) throw new Error('The demo bureau has no call-taker.');
  return { ...somebody, profile: { ...somebody.profile, ...profile } };
};

const W1 = {
  offered: 1_520,
  abandonedShort: 8,
  answered: 1_508,
  answered10s: 1_462,
  dispatched: 640,
  wrongConfirmed: 9,
};
const acts = [
  { code: 'A03', amounts: { minutes: 12 } },
  { code: 'B06', amounts: {} },
];

test('W1 comes to 88.85, G3, 500 yuan', () => {
  const taker = with_({ recordsPassed: 39, satisfied: 196, acts });
  expect(expectedScore(taker, W1, ratio(1_450))).toEqual({
    total: 8_885,
    grade: 'G3',
    pay: 50_000,
  });
});

test('what has nothing to divide by hands its weight to the others', () => {
  const taker = with_({ recordsPassed: 40, satisfied: 200, acts: [] });
  const idle = { ...W1, dispatched: 0, wrongConfirmed: 0 };
  // 13.49 + 10 + 10 + 5 of 40 points, on a weight of 60: 57.735, half up.
  expect(expectedScore(taker, idle, ratio(1_450)).total).toBe(4_000 + 5_774);
});

test('the median of an even team is the mean of the middle two', () => {
  expect(medianOf([4, 1, 9, 2]).equals(3)).toBe(true);
  expect(medianOf([5, 1, 2]).equals(2)).toBe(true);
});
