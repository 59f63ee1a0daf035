import { expect, test } from '@jest/globals';
import { refuseStale, requireSeen, seenIn } from './seen-version.ts';

test.each([
  [undefined, null],
  ['*', null],
  ['"7"', [7]],
  ['"7", "8"', [7, 8]],
  ['W/"7"', []],
  ['7', []],
  ['"f3a1"', []],
  ['', []],
])('If-Match: %s names %j', (header, seen) => expect(seenIn(header)).toEqual(seen));

test('what was made on another version is refused with the present one', () => {
  expect(() => refuseStale([6], 7)).toThrow(
    expect.objectContaining({ code: 'VERSION_MISMATCH', facts: { version: 7 } }),
  );
  expect(() => refuseStale([], 7)).toThrow('VERSION_MISMATCH');
  expect(() => refuseStale([6, 7], 7)).not.toThrow();
});

test('a version has to be named only where one must not be undone unseen', () => {
  expect(() => refuseStale(null, 7)).not.toThrow();
  expect(() => requireSeen(null, 7)).toThrow('VERSION_NOT_NAMED');
  expect(() => requireSeen([6], 7)).toThrow('VERSION_MISMATCH');
  expect(() => requireSeen([7], 7)).not.toThrow();
});
