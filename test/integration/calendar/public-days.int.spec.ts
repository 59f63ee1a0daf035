import { describe, expect, test } from '@jest/globals';
import { calendarOf, nthWorkingDayAfter } from '@ywk/calendar';
import { readFileSync } from 'node:fs';
import { dataFile } from '../../support/data-file.ts';

interface Vectors {
  readonly peer_is_workday: readonly { date: string; is_workday: boolean }[];
  readonly peer_add_workdays: readonly { date: string; delta: number; expected: string }[];
  readonly generated_add_workdays: readonly { start: string; n: number; due: string }[];
}

const calendar = calendarOf();
const read = (file: string): string => readFileSync(dataFile('cn-holidays', file), 'utf8');
const vectors = (): Vectors => JSON.parse(read('workday_vectors.json')) as Vectors;

describe('the shipped calendar agrees with the public data', () => {
  test('on each day from 2007 to 2026', () => {
    const [, ...rows] = read('calendar_2007_2026.csv').trim().split('\n');
    const wrong = rows.filter((row) => {
      const [day = '', , worked] = row.split(',');
      return calendar.isWorkingDay(day) !== (worked === '1');
    });
    expect(rows).toHaveLength(7_305);
    expect(wrong).toEqual([]);
  });

  test('on each clock', () => {
    const { peer_add_workdays: peers, generated_add_workdays: generated } = vectors();
    const clocks = [
      ...generated,
      ...peers
        .filter(({ delta }) => delta > 0)
        .map(({ date, delta, expected }) => ({ start: date, n: delta, due: expected })),
    ];
    const wrong = clocks.filter(
      ({ start, n, due }) => nthWorkingDayAfter(calendar, start, n) !== due,
    );
    expect(clocks).toHaveLength(1_913);
    expect(wrong).toEqual([]);
  });

  test('on the single days of others', () => {
    const { peer_is_workday: days } = vectors();
    const wrong = days.filter(
      ({ date, is_workday: works }) => calendar.isWorkingDay(date) !== works,
    );
    expect(days).toHaveLength(22);
    expect(wrong).toEqual([]);
  });

  test('on the year that nobody knows yet', () => {
    const { days } = JSON.parse(read('2027.json')) as { days: readonly unknown[] };
    expect(days).toEqual([]);
    expect(calendar.knows('2027-01-01')).toBe(false);
  });
});
