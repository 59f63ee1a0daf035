import { expect, test } from '@jest/globals';
import { decodeCursor, pageOf } from './paging.ts';

const rows = [1, 2, 3].map((id) => ({ id, name: `row ${id}` }));

test('a page tells where the next one begins, the last one does not', () => {
  const first = pageOf(rows, 2, ({ id, name }) => [name, id]);
  expect(first.items).toHaveLength(2);
  expect(decodeCursor(first.nextCursor ?? '', 2)).toEqual(['row 2', 2]);
  expect(pageOf(rows, 3, ({ id }) => [id]).nextCursor).toBeNull();
});

test('a cursor of another list or of nobody is refused', () => {
  const { nextCursor } = pageOf(rows, 2, ({ id }) => [id]);
  for (const text of [nextCursor ?? '', 'nonsense', '', 'bnVsbA']) {
    expect(() => decodeCursor(text, 2)).toThrow('CURSOR_NOT_VALID');
  }
});
