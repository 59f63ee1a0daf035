import { describe, expect, test } from '@jest/globals';
import { arrayLiteral, withArraysWritten } from './array-literal.ts';

describe('an array as PostgreSQL reads it', () => {
  test('of numbers and truth values has no quotes', () => {
    expect(arrayLiteral([1, -2, 3n, true])).toBe('{1,-2,3,true}');
    expect(arrayLiteral([])).toBe('{}');
  });

  test('of texts keeps apart what is missing, what is empty and what says NULL', () => {
    expect(arrayLiteral([null, undefined, '', 'NULL'])).toBe('{NULL,NULL,"","NULL"}');
  });

  test('of ids, hashes and the like has no quotes', () => {
    expect(arrayLiteral(['0190a1b2-c3d4', 'a:b.c_d', 'null', 'a b', 'a,b', '{a}'])).toBe(
      '{0190a1b2-c3d4,a:b.c_d,"null","a b","a,b","{a}"}',
    );
  });

  test('of texts escapes quotes and backslashes alone', () => {
    expect(arrayLiteral(['{"a":"b\\n"}', '派出所 😀'])).toBe(
      '{"{\\"a\\":\\"b\\\\n\\"}","派出所 😀"}',
    );
    expect(arrayLiteral(['a"\n\\b'])).toBe('{"a\\"\n\\\\b"}');
  });

  test('of bytes is hexadecimal', () => {
    expect(arrayLiteral([Buffer.from([0, 255])])).toBe('{"\\\\x00ff"}');
  });

  test('of anything else is left to the client library', () => {
    expect(arrayLiteral([new Date(0)])).toBeUndefined();
    expect(arrayLiteral([['a']])).toBeUndefined();
  });
});

test('arrays are written wherever parameters stand, and nothing else is touched', () => {
  const callback = () => undefined;
  const dates = [new Date(0)];
  expect(withArraysWritten(['SELECT $1, $2', [[1, 2], 'x'], callback])).toEqual([
    'SELECT $1, $2',
    ['{1,2}', 'x'],
    callback,
  ]);
  expect(withArraysWritten([{ text: 'SELECT $1', values: [['a'], dates] }])).toEqual([
    { text: 'SELECT $1', values: ['{a}', dates] },
  ]);
  const stream = { submit: callback, values: [[1]] };
  expect(withArraysWritten([stream])[0]).toBe(stream);
});
