import { describe, expect, test } from '@jest/globals';
import { Rejection } from './rejection.ts';
import {
  nthWorkingDayAfter,
  workingDayAtOrBefore,
  workingDaysIn,
  type WorkingCalendar,
} from './working-calendar.ts';

/** A fortnight around National Day 2024, and nothing else. */
const WORKED = ['2024-09-27', '2024-09-29', '2024-09-30', '2024-10-08', '2024-10-09', '2024-10-10'];
const knows = (day: string): boolean => day >= '2024-09-27' && day <= '2024-10-10';
const calendar: WorkingCalendar = {
  knows,
  isWorkingDay: (day) => {
    if (knows(day)) return WORKED.includes(day);
    throw new Rejection(
      'CALENDAR_UNKNOWN',
      { zh: '只有两周的日历。', en: 'Only a fortnight is known.' },
      { year: 2024 },
    );
  },
};
const unknown = expect.objectContaining({ code: 'CALENDAR_UNKNOWN' });

describe('working days from one day to another', () => {
  test('include both ends', () => {
    expect(workingDaysIn(calendar, '2024-09-27', '2024-10-08')).toEqual(WORKED.slice(0, 4));
    expect(workingDaysIn(calendar, '2024-09-27', '2024-09-27')).toEqual(['2024-09-27']);
    expect(workingDaysIn(calendar, '2024-10-01', '2024-10-07')).toEqual([]);
  });

  test('are none when the end is before the start', () =>
    expect(workingDaysIn(calendar, '2024-10-08', '2024-10-07')).toEqual([]));

  test('are refused beyond what is known', () =>
    expect(() => workingDaysIn(calendar, '2024-10-10', '2024-10-11')).toThrow(unknown));
});

describe('a clock of working days', () => {
  test.each([
    [0, '2024-09-27'],
    [1, '2024-09-29'],
    [3, '2024-10-08'],
    [5, '2024-10-10'],
  ])('of %d after Friday 27 September 2024 ends on %s', (n, last) =>
    expect(nthWorkingDayAfter(calendar, '2024-09-27', n)).toBe(last),
  );

  test('does not count a day 0 of rest', () => {
    expect(nthWorkingDayAfter(calendar, '2024-10-01', 0)).toBe('2024-10-01');
    expect(nthWorkingDayAfter(calendar, '2024-10-01', 1)).toBe('2024-10-08');
  });

  test('is refused beyond what is known', () =>
    expect(() => nthWorkingDayAfter(calendar, '2024-09-27', 6)).toThrow(unknown));

  test.each([-1, 1 / 2, Number.NaN, Number.POSITIVE_INFINITY])('cannot run for %d days', (n) =>
    expect(() => nthWorkingDayAfter(calendar, '2024-09-27', n)).toThrow(RangeError),
  );
});

describe('the working day at or before', () => {
  test('is the day itself when it is worked', () =>
    expect(workingDayAtOrBefore(calendar, '2024-09-29')).toBe('2024-09-29'));

  test('is else the nearest earlier one', () => {
    expect(workingDayAtOrBefore(calendar, '2024-09-28')).toBe('2024-09-27');
    expect(workingDayAtOrBefore(calendar, '2024-10-07')).toBe('2024-09-30');
  });

  test('is refused beyond what is known', () =>
    expect(() => workingDayAtOrBefore(calendar, '2024-09-26')).toThrow(unknown));
});
