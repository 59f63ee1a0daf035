import { expect, test } from '@jest/globals';
import { checkDigit, inventedIdentityNumber, inventedName, inventedPhone } from './identity.ts';

const ten_thousand = Array.from({ length: 10_000 }, (_, index) => index);

test('the check digit is that of the standard', () => {
  // The example of GB 11643-1999.
  expect(checkDigit('11010519491231002')).toBe('X');
  expect(checkDigit('44052418800101001')).toBe('4');
});

test('everybody has a name, an identity number and a phone of their own', () => {
  expect(new Set(ten_thousand.map(inventedName)).size).toBe(10_000);
  expect(new Set(ten_thousand.map(inventedIdentityNumber)).size).toBe(10_000);
  expect(new Set(ten_thousand.map(inventedPhone)).size).toBe(10_000);
});

test('they are well formed, of a region that does not exist', () => {
  for (const index of ten_thousand) {
    const number = inventedIdentityNumber(index);
    expect(number).toMatch(/^99\d{15}[\dX]$/);
    expect(number.at(-1)).toBe(checkDigit(number.slice(0, 17)));
    expect(inventedPhone(index)).toMatch(/^154\d{8}$/);
  }
  expect(inventedName(0)).toBe('甲一');
  expect(inventedName(11)).toBe('乙二');
});
