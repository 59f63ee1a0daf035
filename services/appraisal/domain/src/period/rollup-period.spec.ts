import { describe, expect, test } from '@jest/globals';
import { CALENDAR_MONTHS } from './appraisal-calendar.ts';
import {
  boundsOfPeriod,
  isRollup,
  lastMonthOf,
  monthsOfPeriod,
  periodsAround,
} from './rollup-period.ts';

describe('periods of a calendar', () => {
  test.each([
    ['month', '2024-02', ['2024-02'], '2024-02-01', '2024-03-01'],
    ['quarter', '2024-Q4', ['2024-10', '2024-11', '2024-12'], '2024-10-01', '2025-01-01'],
    ['half-year', '2024-H1', 6, '2024-01-01', '2024-07-01'],
    ['year', '2024', 12, '2024-01-01', '2025-01-01'],
  ] as const)('%s %s', (...[calendar, period, months, from, until]) => {
    const name = { calendar, period };
    const found = monthsOfPeriod(name);
    expect(typeof months === 'number' ? found.length : found).toEqual(months);
    expect(boundsOfPeriod(name, CALENDAR_MONTHS)).toEqual({ from, until });
    expect(lastMonthOf(name)).toBe(found.at(-1));
    expect(isRollup(calendar)).toBe(calendar !== 'month');
  });

  test('around some months are named once', () => {
    const months = ['2023-12', '2024-06', '2024-07', '2024-09'];
    expect(periodsAround(months).map(({ period }) => period)).toEqual([
      ...['2023-Q4', '2024-Q2', '2024-Q3', '2023-H2', '2024-H1', '2024-H2', '2023', '2024'],
    ]);
    for (const name of periodsAround(months)) {
      expect(monthsOfPeriod(name).some((month) => months.includes(month))).toBe(true);
    }
  });

  test.each([
    ['month', '2024'],
    ['month', '2024-13'],
    ['quarter', '2024-Q5'],
    ['quarter', '2024-05'],
    ['half-year', '2024-H3'],
    ['year', '2024-Q1'],
    ['week', '2024'],
  ])('%s has no %s', (calendar, period) => {
    expect(() => monthsOfPeriod({ calendar, period })).toThrow('PERIOD_UNKNOWN');
  });
});
