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
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
  });

  test('bounds a month half-open, December too', () => {
    expect(monthBounds('2024-12')).toEqual({ from: '2024-12-01', until: '2025-01-01' });
    expect(monthBounds('2024-05')).toEqual({ from: '2024-05-01', until: '2024-06-01' });
  });
});
