import { describe, expect, test } from '@jest/globals';
import type { WorkingCalendar } from '@ywk/kernel';
import { RC_1_PERIODS } from './period-rules.ts';
import {
  changedOfficers,
  clocksOf,
  running,
  unpublished,
  type PublishedResult,
} from './publication.ts';

const result = (officer: string, change: Partial<PublishedResult> = {}): PublishedResult => ({
  ...{ officer, grade: 'G2', total: 9030, performancePay: 55_000 },
  ...change,
});

describe('whose window opens anew', () => {
  test('is who has another total, grade, level or pay, who came and who left', () => {
    const level = { level: 2 };
    const before = ['a', 'b', 'c', 'd', 'e', 'gone'].map((officer) => result(officer, { level }));
    const now = [
      result('new'),
      result('e', { level: { level: 3 } }),
      result('d', { level, performancePay: 54_999 }),
      result('c', { level, grade: 'G3' }),
      result('b', { level, total: 8956 }),
      result('a', { level }),
    ];
    expect(changedOfficers(before, now)).toEqual(['b', 'c', 'd', 'e', 'gone', 'new']);
    expect(changedOfficers(before, before)).toEqual([]);
  });
});

/** Saturdays and Sundays off; nothing is known of 2027. */
const weekdays: WorkingCalendar = {
  knows: (day) => day < '2027',
  isWorkingDay: (day) => {
    if (day >= '2027') throw new RangeError('CALENDAR_UNKNOWN');
    return ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
  },
};

describe('clocks', () => {
  test('count working days after the day of publication, which is day 0', () => {
    expect(clocksOf('2024-06-07', RC_1_PERIODS, weekdays)).toEqual({
      ...{ publishedOn: '2024-06-07', publicityUntil: '2024-06-14', objectionUntil: '2024-06-12' },
    });
  });

  test('are not guessed where a year has no calendar', () => {
    expect(() => clocksOf('2026-12-29', RC_1_PERIODS, weekdays)).toThrow('CALENDAR_UNKNOWN');
  });

  test('run to the end of their last day, the later of both', () => {
    const clocks = clocksOf('2024-06-07', { ...RC_1_PERIODS, objectionDays: 6 }, weekdays);
    const published = new Map([['U', { ...clocks, revision: 1, unit: 'U', noticed: 1 }]]);
    expect(running(published, '2024-06-17')).toEqual({ units: ['U'], until: '2024-06-17' });
    expect(running(published, '2024-06-18')).toBeNull();
  });
});

describe('units that must be published yet', () => {
  const of = (unit: string, revision: number) => ({
    ...clocksOf('2024-06-04', RC_1_PERIODS, weekdays),
    ...{ unit, revision, noticed: 1 },
  });

  test('are those that never were, and those that a later revision changed', () => {
    const published = new Map([
      ['A', of('A', 1)],
      ['B', of('B', 2)],
      ['GONE', of('GONE', 1)],
    ]);
    const changed = new Map([
      [2, ['A', 'B']],
      [3, ['GONE', 'NEVER']],
    ]);
    expect(unpublished(['A', 'B', 'C'], published, changed)).toEqual(['A', 'C', 'GONE']);
    expect(unpublished(['A', 'B'], published, new Map([[2, ['B']]]))).toEqual([]);
  });
});
