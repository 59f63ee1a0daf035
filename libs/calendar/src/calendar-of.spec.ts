import { describe, expect, test } from '@jest/globals';
import { nthWorkingDayAfter, workingDayAtOrBefore, workingDaysIn } from '@ywk/kernel';
import { calendarOf } from './calendar-of.ts';
import { shippedDays } from './noticed-day.ts';

const calendar = calendarOf();
const unknown = (year: number) =>
  expect.objectContaining({ code: 'CALENDAR_UNKNOWN', facts: { year } });

describe('the shipped calendar', () => {
  test('files the list of those hired on 27 September 2024 by 10 October', () => {
    expect(nthWorkingDayAfter(calendar, '2024-09-27', 5)).toBe('2024-10-10');
    expect(workingDaysIn(calendar, '2024-09-28', '2024-10-10')).toEqual([
      '2024-09-29',
      '2024-09-30',
      '2024-10-08',
      '2024-10-09',
      '2024-10-10',
    ]);
  });

  test.each([
    ['2024-05-15', '2024-05-15', 'a Wednesday'],
    ['2024-06-15', '2024-06-14', 'a Saturday'],
    ['2024-09-15', '2024-09-14', 'a holiday behind a Saturday worked in exchange'],
    ['2024-12-15', '2024-12-13', 'a Sunday'],
    ['2023-01-01', '2022-12-30', 'New Year'],
  ])('pays what is due on %s on %s: %s', (due, paid) =>
    expect(workingDayAtOrBefore(calendar, due)).toBe(paid),
  );

  test('knows leap days', () => {
    expect(calendar.isWorkingDay('2024-02-29')).toBe(true);
    expect(calendar.isWorkingDay('2020-02-29')).toBe(false);
    expect(nthWorkingDayAfter(calendar, '2024-02-28', 2)).toBe('2024-03-01');
  });

  test('has New Year reach back into the December before', () => {
    const worked = workingDaysIn(calendar, '2018-12-28', '2019-01-02');
    expect(worked).toEqual(['2018-12-28', '2018-12-29', '2019-01-02']);
    const december = shippedDays.filter(({ day }) => day.startsWith('2018-12'));
    expect(december.map(({ year }) => year)).toEqual([2019, 2019, 2019]);
  });

  test('crosses years and Spring Festivals', () => {
    expect(nthWorkingDayAfter(calendar, '2025-12-31', 1)).toBe('2026-01-04');
    expect(nthWorkingDayAfter(calendar, '2026-02-13', 2)).toBe('2026-02-24');
    expect(nthWorkingDayAfter(calendar, '2026-02-27', 1)).toBe('2026-02-28');
  });

  test.each([
    [2007, 249],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('has in %d %d working days', (year, count) =>
    expect(workingDaysIn(calendar, `${year}-01-01`, `${year}-12-31`)).toHaveLength(count),
  );
});

describe('a year without a calendar', () => {
  test('is each before 2004 and after 2026', () => {
    const years = Array.from({ length: 200 }, (_, at) => 1900 + at);
    const known = years.filter((year) => calendar.knows(`${year}-07-01`));
    expect(known).toEqual(Array.from({ length: 23 }, (_, at) => 2004 + at));
    expect(['2004-01-01', '2026-12-31'].map(calendar.knows)).toEqual([true, true]);
    expect(['2003-12-31', '2027-01-01'].map(calendar.knows)).toEqual([false, false]);
  });

  test('is refused, not guessed', () => {
    expect(() => calendar.isWorkingDay('2027-02-08')).toThrow(unknown(2027));
    expect(() => calendar.isWorkingDay('2003-10-01')).toThrow(unknown(2003));
  });

  test('refuses whatever reaches into it', () => {
    expect(() => workingDaysIn(calendar, '2026-12-30', '2027-01-02')).toThrow(unknown(2027));
    expect(() => nthWorkingDayAfter(calendar, '2026-12-31', 1)).toThrow(unknown(2027));
    expect(() => workingDayAtOrBefore(calendar, '2004-01-01')).toThrow(unknown(2003));
  });
});
