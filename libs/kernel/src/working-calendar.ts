import { addDays, type LocalDay } from './local-time.ts';

/** Which days are worked in China, for the years whose calendar is published. */
export interface WorkingCalendar {
  /** True when the calendar of the day's year is published. */
  knows(day: LocalDay): boolean;
  /**
   * True for a day that is worked, weekends worked in exchange (调休) among them.
   * @throws Rejection CALENDAR_UNKNOWN, `facts.year`, when that year's calendar is not published
   */
  isWorkingDay(day: LocalDay): boolean;
}

/**
 * The working days from one day to another, both included; none when `to` is before `from`.
 * @throws Rejection CALENDAR_UNKNOWN
 */
export const workingDaysIn = (
  calendar: WorkingCalendar,
  from: LocalDay,
  to: LocalDay,
): LocalDay[] => {
  const days: LocalDay[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (calendar.isWorkingDay(day)) days.push(day);
  }
  return days;
};

/**
 * The last day of a clock of `n` working days, which ends with that day. `day` is day 0, worked or
 * not, and never counts (DOMAIN 3.0 RC-1, publicity).
 * @param n 0 or more
 * @throws RangeError for another n; Rejection CALENDAR_UNKNOWN
 */
export const nthWorkingDayAfter = (
  calendar: WorkingCalendar,
  day: LocalDay,
  n: number,
): LocalDay => {
  if (!Number.isSafeInteger(n) || n < 0) {
    throw new RangeError(`A clock runs for 0 or more whole working days, not for ${n}.`);
  }
  let last = day;
  for (let left = n; left > 0;) {
    last = addDays(last, 1);
    if (calendar.isWorkingDay(last)) left -= 1;
  }
  return last;
};

/**
 * The day itself when it is worked, else the nearest earlier working day: when pay is due on a day
 * of rest (工资支付暂行规定 art. 7). @throws Rejection CALENDAR_UNKNOWN
 */
export const workingDayAtOrBefore = (calendar: WorkingCalendar, day: LocalDay): LocalDay => {
  let worked = day;
  while (!calendar.isWorkingDay(worked)) worked = addDays(worked, -1);
  return worked;
};
