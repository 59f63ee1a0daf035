import { Rejection, type LocalDay, type WorkingCalendar } from '@ywk/kernel';
import { shippedDays } from './noticed-day.ts';
import { isWeekend } from './weekend.ts';
import { readYears } from './read-years.ts';

const yearOf = (day: LocalDay): number => Number(day.slice(0, 4));

const unknownYear = (year: number): Rejection =>
  new Rejection(
    'CALENDAR_UNKNOWN',
    {
      zh: `${year}年尚无工作日历，请补充该年的放假通知。`,
      en: `The calendar of ${year} is not known: add the notice of that year.`,
    },
    { year },
  );

/**
 * The calendar of the shipped years and of those that the documents add. A document replaces the
 * shipped calendar of its year. The last days of December may still change with the notice of the
 * year that follows, as they did in 2018.
 * @param documents parsed JSON or YAML, each a year as `year.schema.json` describes it
 * @throws Rejection CALENDAR_INVALID; `facts.errors` holds every fault of every document, its path
 *   begins with the place of the document, from 0
 */
export const calendarOf = (documents: readonly unknown[] = []): WorkingCalendar => {
  const added = readYears(documents);
  const replaced = new Set(added.map(({ year }) => year));
  const days = [...shippedDays.filter(({ year }) => !replaced.has(year)), ...added];
  const years = new Set(days.map(({ year }) => year));
  const noticed = new Map(days.map(({ day, works }) => [day, works]));
  const knows = (day: LocalDay): boolean => years.has(yearOf(day));
  return {
    knows,
    isWorkingDay: (day) => {
      if (knows(day)) return noticed.get(day) ?? !isWeekend(day);
      const year = yearOf(day);
      throw unknownYear(year);
    },
  };
};
