import { expect, test } from '@jest/globals';
import { checkDigitOf, identityNumberFault } from './identity-number.ts';

// The number printed as the example of the national standard.
const SAMPLE = '11010519491231002X';

test('the standard’s own example holds', () => {
  expect(identityNumberFault(SAMPLE)).toBeNull();
  expect(checkDigitOf(SAMPLE.slice(0, 17))).toBe('X');
});

test('one changed digit, two swapped ones, an impossible day and a short number are told apart', () => {
  expect(identityNumberFault('11010519491231003X')).toMatch(/check digit/);
  expect(identityNumberFault('11015019491231002X')).toMatch(/check digit/);
  expect(identityNumberFault('11010519490231002X')).toMatch(/birthday/);
  expect(identityNumberFault('1101051949123100')).toMatch(/17 digits/);
});
