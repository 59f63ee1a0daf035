import { describe, expect, test } from '@jest/globals';
import { ratio } from '@ywk/kernel';
import fc from 'fast-check';
import { decimalText } from './decimal.ts';
import { figuresOf, percentileOf } from './figures.ts';
import { elapsed, intervalOf } from './interval.ts';

const rule = { percentile: 'nearest', limits: [15, 60] } as const;

describe('figures of an interval', () => {
  test('count what is there, leave out what contradicts itself', () => {
    const figures = figuresOf([15_000, null, -1_000, 60_000, 61_000], rule);
    expect(figures).toMatchObject({ n: 3, missing: 1, negative: 1 });
    expect(figures.within.map(({ n }) => n)).toEqual([1, 2]);
    expect(decimalText(figures.mean ?? ratio(0), 6)).toBe('45333.333333');
  });

  test('of nothing are nothing', () => {
    expect(figuresOf([], rule)).toMatchObject({ n: 0, mean: null, p50: null, min: null });
  });

  test('percentiles are a value that occurs, or one between its neighbours', () => {
    const sorted = [1, 2, 3, 4].map((second) => second * 1000);
    expect(percentileOf(sorted, 50, 'nearest').equals(2000)).toBe(true);
    expect(percentileOf(sorted, 50, 'linear').equals(2500)).toBe(true);
    expect(percentileOf(sorted, 90, 'nearest').equals(4000)).toBe(true);
    expect(percentileOf(sorted, 90, 'linear').equals(3700)).toBe(true);
    expect(percentileOf([7], 95, 'linear').equals(7)).toBe(true);
  });

  test('no percentile leaves the range, and both rules keep their order', () => {
    const sample = fc.array(fc.nat(100_000), { minLength: 1 });
    fc.assert(
      fc.property(
        sample,
        fc.constantFrom('nearest' as const, 'linear' as const),
        (values, percentile) => {
          const { min, p50, p90, p95, max } = figuresOf(values, { percentile, limits: [] });
          const inOrder = [min, p50, p90, p95, max].map((value) => value ?? ratio(0));
          inOrder.slice(1).forEach((value, at) => {
            expect(value.compare(inOrder[at] ?? ratio(0))).toBeGreaterThanOrEqual(0);
          });
        },
      ),
    );
  });
});

describe('an interval', () => {
  test('is named by its two moments', () => {
    const interval = intervalOf('received-dispatched');
    expect(elapsed({ received: 1000, dispatched: 4000 }, interval)).toBe(3000);
    expect(elapsed({ received: 1000 }, interval)).toBeNull();
  });

  test.each(['received', 'received-received', 'received-lunch', 'a-b-c'])('is not "%s"', (name) => {
    expect(() => intervalOf(name)).toThrow('INTERVAL_UNKNOWN');
  });
});

describe('a decimal', () => {
  test.each([
    [2, 3, 6, '0.666667'],
    [1, 2, 0, '1'],
    [-1, 2, 0, '-1'],
    [103_000, 1000, 6, '103'],
    [-1, 3, 2, '-0.33'],
    [-1, 1000, 2, '0'],
  ])('%d/%d with %d places is %s', (...[n, d, places, text]) => {
    expect(decimalText(ratio(n, d), places)).toBe(text);
  });
});
