import { expect, test } from '@jest/globals';
import { locksRun, payDayOf } from './pay-run.ts';

const weekdays = {
  knows: () => true,
  isWorkingDay: (day: string) => ![0, 6].includes(new Date(day).getUTCDay()),
};

test('pay is due on the 15th, or on the working day before it', () => {
  expect(['2024-05', '2024-06', '2024-09'].map((run) => payDayOf(run, weekdays))).toEqual([
    '2024-05-15',
    '2024-06-14',
    '2024-09-13',
  ]);
});

test('runs are locked in order, once, and never before their month', () => {
  const currentMonth = '2024-06';
  expect(locksRun('2024-06', { lockedRun: null, currentMonth })).toBe(true);
  expect(locksRun('2024-06', { lockedRun: '2024-04', currentMonth })).toBe(true);
  expect(locksRun('2024-06', { lockedRun: '2024-06', currentMonth })).toBe(false);
  expect(locksRun('2024-05', { lockedRun: '2024-06', currentMonth })).toBe(false);
  expect(() => locksRun('2024-07', { lockedRun: '2024-06', currentMonth })).toThrow(
    'PAY_RUN_NOT_BEGUN',
  );
});
