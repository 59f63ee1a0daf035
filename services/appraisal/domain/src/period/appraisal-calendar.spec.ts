import { describe, expect, test } from '@jest/globals';
import { addDays, localDay, monthBounds, monthOf, startOfDay } from '@ywk/kernel';
import fc from 'fast-check';
import { addMonths } from '../tally/posting.ts';
import { AppraisalCalendar, CALENDAR_MONTHS } from './appraisal-calendar.ts';
import { boundsOfPeriod } from './rollup-period.ts';

const since = (effectiveFrom: string, firstDay: number) => ({ effectiveFrom, firstDay });
const FROM_26TH = new AppraisalCalendar([since('2000-01', 26)]);
const FROM_21ST = new AppraisalCalendar([since('2000-01', 21)]);

const month = fc.integer({ min: 0, max: 40 * 12 }).map((at) => addMonths('2000-01', at));
const day = fc.integer({ min: 0, max: 40 * 365 }).map((at) => addDays('2000-01-01', at));
const calendar = fc
  .array(fc.tuple(month, fc.integer({ min: 1, max: 28 })), { maxLength: 6 })
  .map((editions) => new AppraisalCalendar(editions.map(([from, first]) => since(from, first))));

describe('appraisal months', () => {
  test.each([
    ['2024-05', '2024-04-26', '2024-05-26'],
    ['2024-03', '2024-02-26', '2024-03-26'],
    ['2023-03', '2023-02-26', '2023-03-26'],
    ['2025-01', '2024-12-26', '2025-01-26'],
  ])('from the 26th: %s is %s to before %s', (period, from, until) => {
    expect(FROM_26TH.boundsOf(period)).toEqual({ from, until });
  });

  test('an instant falls on one side of midnight in Shanghai', () => {
    const last = localDay('2024-05-25T15:59:59.999Z');
    expect(FROM_26TH.monthOf(last)).toBe('2024-05');
    expect(FROM_26TH.monthOf(localDay('2024-05-25T16:00:00.000Z'))).toBe('2024-06');
  });

  test.each([
    [{ calendar: 'year', period: '2024' }, '2023-12-21', '2024-12-21'],
    [{ calendar: 'half-year', period: '2024-H1' }, '2023-12-21', '2024-06-21'],
    [{ calendar: 'quarter', period: '2024-Q1' }, '2023-12-21', '2024-03-21'],
    [{ calendar: 'quarter', period: '2024-Q4' }, '2024-09-21', '2024-12-21'],
  ])('from the 21st %p is %s to before %s', (name, from, until) => {
    expect(boundsOfPeriod(name, FROM_21ST)).toEqual({ from, until });
    expect(FROM_21ST.monthOf('2024-12-20')).toBe('2024-12');
    expect(FROM_21ST.monthOf('2024-12-21')).toBe('2025-01');
  });

  test('where the first day changes, the months before keep their ends', () => {
    const later = new AppraisalCalendar([since('2024-01', 1), since('2024-06', 26)]);
    expect(later.boundsOf('2024-05')).toEqual(monthBounds('2024-05'));
    expect(later.boundsOf('2024-06')).toEqual({ from: '2024-06-01', until: '2024-06-26' });
    const back = new AppraisalCalendar([since('2024-01', 26), since('2024-06', 1)]);
    expect(back.boundsOf('2024-06')).toEqual({ from: '2024-05-26', until: '2024-07-01' });
  });

  test('are calendar months where nobody says otherwise', () => {
    fc.assert(
      fc.property(day, (on) => {
        expect(CALENDAR_MONTHS.monthOf(on)).toBe(monthOf(on));
        expect(CALENDAR_MONTHS.boundsOf(monthOf(on))).toEqual(monthBounds(monthOf(on)));
      }),
    );
  });

  test('tile: every instant lies in exactly one, whatever the first days', () => {
    fc.assert(
      fc.property(calendar, day, (months, on) => {
        expect(localDay(startOfDay(on))).toBe(on);
        const period = months.monthOf(on);
        const { from, until } = months.boundsOf(period);
        expect(from <= on && on < until).toBe(true);
        expect(months.boundsOf(addMonths(period, -1)).until).toBe(from);
        expect(months.boundsOf(addMonths(period, 1)).from).toBe(until);
      }),
    );
  });

  test('no edition moves a month before its own', () => {
    fc.assert(
      fc.property(month, month, fc.integer({ min: 1, max: 28 }), (first, from, firstDay) => {
        const before = [since('2000-01', 1), since(first, 26)];
        const after = new AppraisalCalendar([...before, since(from, firstDay)]);
        const earlier = addMonths(from, -1);
        expect(after.boundsOf(earlier)).toEqual(new AppraisalCalendar(before).boundsOf(earlier));
      }),
    );
  });
});
