import { describe, expect, test } from '@jest/globals';
import { identityFault, normalIdentityNumber } from './identity-number.ts';

describe('an identity number', () => {
  test('with the right check digit has no fault, X counts ten', () => {
    expect(identityFault('11010519491231002X')).toBeUndefined();
    expect(identityFault('990101197001010001')).toBeUndefined();
  });

  test('is compared in capitals and without blanks', () =>
    expect(normalIdentityNumber(' 110105 19491231 002x ')).toBe('11010519491231002X'));

  test('of another form is refused', () => {
    for (const text of ['', '11010519491231002', '110105491231002', '01010519491231002X', 'X'])
      expect(identityFault(text)).toBe('FORM');
  });

  test('needs a day that exists', () => {
    expect(identityFault('110105194902300025')).toBe('BIRTH_DATE');
    expect(identityFault('110105184912310025')).toBe('BIRTH_DATE');
  });

  test('with one digit changed or two neighbours swapped is found out', () => {
    expect(identityFault('110105194912310021')).toBe('CHECK_DIGIT');
    expect(identityFault('11015019491231002X')).toBe('CHECK_DIGIT');
  });
});
