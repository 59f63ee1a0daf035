import { expect, test } from '@jest/globals';
import { isExhausted, isTransient } from './transient.ts';

const withCode = (code: string): Error => Object.assign(new Error('no'), { code });

test.each(['08006', '40001', '40P01', '53300', '57P01', '55P03', '25P03', 'ECONNRESET'])(
  '%s may be over the next time',
  (code) => expect(isTransient(withCode(code))).toBe(true),
);

test.each(['Connection terminated unexpectedly', 'Query read timeout'])('so may "%s"', (message) =>
  expect(isTransient(new Error(message))).toBe(true),
);

test.each(['23505', '22001', '42501', '42P01', 'YW001', 'ENOENT', '400'])(
  '%s will be the same again',
  (code) => expect(isTransient(withCode(code))).toBe(false),
);

test('what is no error of the database is none to repeat', () => {
  expect(isTransient(new TypeError('x is not a function'))).toBe(false);
  expect(isTransient('Connection terminated')).toBe(false);
});

test('a pool without a free connection is told from a connection that broke', () => {
  const exhausted = new Error('timeout exceeded when trying to connect');
  expect([isTransient(exhausted), isExhausted(exhausted)]).toEqual([true, true]);
  expect(isExhausted(new Error('Connection terminated due to connection timeout'))).toBe(false);
});
