import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shareByLargestRemainder } from './money.ts';

const weights = fc
  .array(fc.nat({ max: 100_000 }), { minLength: 1, maxLength: 50 })
  .filter((all) => all.some((weight) => weight > 0));

describe('a shared sum', () => {
  test('gives the fen that are left to the largest remainders, equal ones in the order listed', () => {
    expect(shareByLargestRemainder(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(shareByLargestRemainder(5, [1, 3, 2])).toEqual([1, 2, 2]);
  });

  test('adds up exactly and gives nobody a whole fen more or less than the exact share', () =>
    fc.assert(
      fc.property(fc.nat({ max: 10_000_000 }), weights, (total, shares) => {
        const parts = shareByLargestRemainder(total, shares);
        const sum = shares.reduce((all, weight) => all + weight, 0);
        expect(parts.reduce((all, part) => all + part, 0)).toBe(total);
        parts.forEach((part, at) =>
          expect(Math.abs(part * sum - total * (shares[at] ?? 0))).toBeLessThan(sum),
        );
      }),
    ));

  test('needs a weight', () =>
    expect(() => shareByLargestRemainder(1, [0, 0])).toThrow(RangeError));
});
