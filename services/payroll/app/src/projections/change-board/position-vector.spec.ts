import { expect, test } from '@jest/globals';
import {
  decodeCursor,
  decodeVector,
  encodeCursor,
  encodeVector,
  START,
} from './position-vector.ts';

const vector = START.map((_, partition) => (partition % 3 === 0 ? 0 : partition * 1_000_003));

test('a vector and a cursor come back as they were', () => {
  expect(decodeVector(encodeVector(vector))).toEqual(vector);
  const cursor = { after: START, until: vector, partition: 63, pos: 12 };
  expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
});

test('its text needs no escaping in an address', () => {
  const text = encodeCursor({ after: START, until: vector, partition: 1, pos: 2 });
  expect(encodeURIComponent(text)).toBe(text);
});

test.each(['', '1.2', 'x'.repeat(64), `${encodeVector(START)}~1~2`, `${encodeVector(START)};--`])(
  'what no answer gave is not read: %s',
  (text) => {
    expect(decodeVector(text)).toBeUndefined();
    expect(decodeCursor(text)).toBeUndefined();
  },
);
