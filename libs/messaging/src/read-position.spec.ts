import { describe, expect, it } from '@jest/globals';
import { systemClock } from '@ywk/platform';
import type { FetchedBatch } from './group-connection.ts';
import { rawBatchOf, ReadPosition } from './read-position.ts';

const at = { topic: 't', partition: 3 };

/** A batch as the client hands it over; offsets of records that only the broker sees are `hidden`. */
const fetched = (
  fetchedOffset: number,
  offsets: readonly number[],
  hidden: readonly number[] = [],
) => {
  const messages = offsets.map((offset) => ({
    offset: String(offset),
    key: null,
    value: Buffer.from('v'),
    timestamp: '0',
  }));
  const all = [...offsets, ...hidden].sort((a, b) => a - b);
  return {
    ...at,
    fetchedOffset: String(fetchedOffset),
    messages,
    rawMessages: all.map((offset) => ({ offset: String(offset) })),
    lastOffset: () => String(all.at(-1) ?? fetchedOffset),
  } as FetchedBatch;
};

describe('T15: a batch of a partition', () => {
  it('is taken when it was asked for', () => {
    const position = new ReadPosition(at, 10, systemClock);
    expect(rawBatchOf(fetched(10, [10, 11]), position)).toMatchObject({
      fromOffset: 10,
      nextOffset: 12,
      continuous: true,
    });
    expect(position.next).toBe(12);
  });

  it('is stale when it was fetched from elsewhere, and leaves the position alone', () => {
    const position = new ReadPosition(at, 10, systemClock);
    expect(rawBatchOf(fetched(50, [50, 51]), position)).toBe('stale');
    expect(position.next).toBe(10);
    expect(rawBatchOf(fetched(10, [10]), position)).toMatchObject({ continuous: true });
    expect(rawBatchOf(fetched(50, [50]), position)).toBe('stale');
  });

  it('is believed, as not continuous, when asking again brings the same', () => {
    const position = new ReadPosition(at, 10, systemClock);
    expect(rawBatchOf(fetched(50, [50, 51]), position)).toBe('stale');
    expect(rawBatchOf(fetched(50, [50, 51]), position)).toMatchObject({
      nextOffset: 52,
      continuous: false,
    });
  });

  it('is not continuous when it leaves an offset out, unless the broker keeps a mark there', () => {
    expect(rawBatchOf(fetched(0, [0, 2]), new ReadPosition(at, 0, systemClock))).toMatchObject({
      continuous: false,
    });
    expect(
      rawBatchOf(fetched(0, [0, 2], [1, 3]), new ReadPosition(at, 0, systemClock)),
    ).toMatchObject({
      continuous: true,
      nextOffset: 4,
    });
  });

  it('may begin before what was asked for, as compressed ones do', () => {
    expect(
      rawBatchOf(fetched(5, [5, 6], [3, 4]), new ReadPosition(at, 5, systemClock)),
    ).toMatchObject({
      continuous: true,
      nextOffset: 7,
    });
  });
});
