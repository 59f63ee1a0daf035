import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { decodeCursor, encodeCursor, pageAmong, pageOf } from './paging.ts';

const rows = [1, 2, 3].map((id) => ({ id, name: `row ${id}` }));

test('a page tells where the next one begins, the last one does not', () => {
  const first = pageOf(rows, 2, ({ id, name }) => [name, id]);
  expect(first.items).toHaveLength(2);
  expect(decodeCursor(first.nextCursor ?? '', ['text', 'whole'])).toEqual(['row 2', 2]);
  expect(pageOf(rows, 3, ({ id }) => [id]).nextCursor).toBeNull();
});

test('a cursor of another list or of nobody is refused', () => {
  const { nextCursor } = pageOf(rows, 2, ({ id }) => [id]);
  for (const text of [nextCursor ?? '', 'nonsense', '', 'bnVsbA']) {
    expect(() => decodeCursor(text, ['text', 'whole'])).toThrow('CURSOR_NOT_VALID');
  }
});

test.each([
  ['uuid', 'not-a-uuid', randomUUID()],
  ['uuid', 7, randomUUID().toUpperCase()],
  ['instant', '2024-13-45T99:00:00Z', '2024-05-01T00:00:00.123Z'],
  ['whole', 1.5, -3],
  ['text', 'a\0b', ''],
] as const)('a part that is no %s never reaches a database', (kind, wrong, right) => {
  const read = (part: string | number) => decodeCursor(encodeCursor([part]), [kind]);
  expect(() => read(wrong)).toThrow('CURSOR_NOT_VALID');
  expect(read(right)).toEqual([right]);
});

describe('a list that is at hand as a whole', () => {
  const all = [
    { day: '2024-05-02', id: 1 },
    { day: '2024-05-01', id: 10 },
    { day: '2024-05-01', id: 9 },
  ];
  const keyOf = ({ day, id }: (typeof all)[number]) => [day, id];
  const next = (from: readonly (typeof all)[number][], cursor: string | null) =>
    pageAmong(from, { limit: 1, ...(cursor === null ? {} : { cursor }) }, keyOf);

  test('is read page by page in the order of its keys', () => {
    const first = next(all, null);
    const second = next(all, first.nextCursor);
    const third = next(all, second.nextCursor);
    const ids = [first, second, third].flatMap(({ items }) => items.map(({ id }) => id));
    expect([...ids, third.nextCursor]).toEqual([9, 10, 1, null]);
  });

  test('goes on behind an item that is gone by now, and past one that came before it', () => {
    const { nextCursor } = next(all, null);
    const later = [{ day: '2024-04-30', id: 7 }, ...all.filter(({ id }) => id !== 9)];
    expect(next(later, nextCursor).items).toEqual([{ day: '2024-05-01', id: 10 }]);
    expect(next([], nextCursor)).toEqual({ items: [], nextCursor: null });
  });

  test('refuses a cursor of another list', () => {
    const { nextCursor } = pageOf(rows, 2, ({ id }) => [id]);
    expect(() => next(all, nextCursor)).toThrow('CURSOR_NOT_VALID');
  });
});
