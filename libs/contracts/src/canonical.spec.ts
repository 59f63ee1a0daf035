import { expect, test } from '@jest/globals';
import canonicalizeModule from 'canonicalize';
import { assert, jsonValue, property } from 'fast-check';
import { canonicalText } from './canonical.ts';

const canonicalize = canonicalizeModule as unknown as (value: unknown) => string | undefined;

test('members stand in the order of their UTF-16 code units', () =>
  expect(canonicalText({ b: 1, a: { d: [], c: null }, '\u20ac': 2, '': 3 })).toBe(
    '{"":3,"a":{"c":null,"d":[]},"b":1,"€":2}',
  ));

test('numbers and texts have one form', () =>
  expect(canonicalText([1.0, -0, 1e21, '\u000f\n"\\', '辅警'])).toBe(
    '[1,0,1e+21,"\\u000f\\n\\"\\\\","辅警"]',
  ));

test('any JSON value has the text that another implementation gives it', () =>
  assert(
    property(jsonValue({ stringUnit: 'binary' }), (value) => {
      expect(canonicalText(value)).toBe(canonicalize(value));
    }),
    { numRuns: 2_000 },
  ));

test('half a surrogate pair is escaped, a whole one stands as it is', () =>
  expect(canonicalText(['\ud83d', '😀', '\u007f"'])).toBe('["\\ud83d","😀","\u007f\\""]'));

test('members without a value are left out, items without one are null', () => {
  expect(canonicalText({ a: undefined, b: [undefined, 1] })).toBe('{"b":[null,1]}');
  expect(canonicalText({ at: new Date(0) })).toBe('{"at":"1970-01-01T00:00:00.000Z"}');
});

test.each([undefined, { n: NaN }, [Infinity], { n: 1n }, [() => 1]])(
  'what JSON cannot say is refused: %p',
  (value) => expect(() => canonicalText(value)).toThrow(TypeError),
);
