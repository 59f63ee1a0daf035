import { expect, test } from '@jest/globals';
import { canonicalText } from './canonical.ts';

test('members stand in the order of their UTF-16 code units', () =>
  expect(canonicalText({ b: 1, a: { d: [], c: null }, '\u20ac': 2, '': 3 })).toBe(
    '{"":3,"a":{"c":null,"d":[]},"b":1,"€":2}',
  ));

test('numbers and texts have one form', () =>
  expect(canonicalText([1.0, -0, 1e21, '\u000f\n"\\', '辅警'])).toBe(
    '[1,0,1e+21,"\\u000f\\n\\"\\\\","辅警"]',
  ));

test('what JSON cannot say is refused', () => {
  expect(() => canonicalText(undefined)).toThrow(TypeError);
  expect(() => canonicalText({ n: NaN })).toThrow();
});
