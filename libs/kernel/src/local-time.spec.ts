import { describe, expect, test } from '@jest/globals';
import { addDays, daysBetween, localDay, monthBounds, startOfDay } from './local-time.ts';

describe('local time in Asia/Shanghai', () => {
  test('begins a day at 16:00 UTC of the day before', () => {
    expect(localDay('2024-05-31T15:59:59.999Z')).toBe('2024-05-31');
    expect(localDay('2024-05-31T16:00:00.000Z')).toBe('2024-06-01');
    expect(localDay('2024-05-31T00:00:00.000Z')).toBe('2024-05-31');
    expect(localDay('2024-12-31T23:59:59.999Z')).toBe('2025-01-01');
    expect(localDay('2024-06-01T00:30:00.000+09:00')).toBe('2024-05-31');
    expect(startOfDay('2024-06-01')).toBe('2024-05-31T16:00:00.000Z');
  });

  test('counts days over a leap day', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
    const days = Array.from({ length: 800 }, (_, at) => addDays('2023-12-31', at));
    const first = Date.UTC(2023, 11, 31);
    const told = days.map((_, at) => new Date(first + at * 86_400_000).toISOString().slice(0, 10));
    expect(days).toEqual(told);
    expect(days.map((day, at) => addDays(day, -at))).toEqual(days.map(() => '2023-12-31'));
    // Day by day, as who walks through a month does.
    expect(days.slice(1)).toEqual(days.slice(0, -1).map((day) => addDays(day, 1)));
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
  });

  test('bounds a month half-open, December too', () => {
    expect(monthBounds('2024-12')).toEqual({ from: '2024-12-01', until: '2025-01-01' });
    expect(monthBounds('2024-05')).toEqual({ from: '2024-05-01', until: '2024-06-01' });
  });
});
