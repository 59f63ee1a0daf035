import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hundredthsText, ratio, ratioOf, toHundredths } from './ratio.ts';

describe('a ratio', () => {
  test('is read from decimals and percentages without a float', () => {
    expect(ratioOf('0.1').add(ratioOf('0.2')).equals(ratioOf('0.3'))).toBe(true);
    expect(ratioOf('99.5%').equals(ratio(995, 1000))).toBe(true);
  });

  test('refuses what is no number', () => {
    for (const text of ['', '1e3', '.5', '5.', '85 %x', 'NaN'])
      expect(() => ratioOf(text)).toThrow(SyntaxError);
  });

  test('needs a denominator', () => expect(() => ratio(1, 0)).toThrow(RangeError));

  test('rounds half away from zero, also below it', () => {
    expect(toHundredths(ratio(13485, 1000))).toBe(1349);
    expect(toHundredths(ratio(-13485, 1000))).toBe(-1349);
    expect(toHundredths(ratio(-1, 1000))).toBe(0);
    expect(Object.is(toHundredths(ratio(-1, 1000)), -0)).toBe(false);
  });

  test('rounded differs from itself by half a hundredth at most', () =>
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1 }), (n, d) => {
        const rest = ratio(n, d)
          .sub(ratio(toHundredths(ratio(n, d)), 100))
          .abs();
        expect(rest.compare(ratio(1, 200))).toBeLessThanOrEqual(0);
      }),
    ));

  test('is shown with two decimals', () => {
    expect([8885, 5, -74, 0, 11000].map(hundredthsText)).toEqual([
      '88.85',
      '0.05',
      '-0.74',
      '0.00',
      '110.00',
    ]);
  });
});
