import type { DaySpan } from '@ywk/appraisal-domain';
import { monthBounds, monthOf, startOfDay, type LocalDay } from '@ywk/kernel';

/** First days of the calendar months in which some days lie: facts are kept by these, whatever an appraisal month is. */
export const calendarMonths = ({ from, until }: DaySpan): LocalDay[] => {
  const months: LocalDay[] = [];
  for (let day = `${monthOf(from)}-01`; day < until; day = monthBounds(monthOf(day)).until) {
    months.push(day);
  }
  return months;
};

/** Instants of some days, half open, ms. */
export const instantsOf = ({ from, until }: DaySpan): [number, number] => [
  Date.parse(startOfDay(from)),
  Date.parse(startOfDay(until)),
];
