import { Rejection, type LocalMonth } from '@ywk/kernel';
import { addMonths } from '../tally/posting.ts';
import type { AppraisalCalendar, DaySpan } from './appraisal-calendar.ts';

/** Calendars whose periods are put together from months (DOMAIN 2.12). */
export const ROLLUP_CALENDARS = ['quarter', 'half-year', 'year'] as const;
export type RollupCalendar = (typeof ROLLUP_CALENDARS)[number];

/** How periods of a calendar are named, and how many months one has. */
interface CalendarShape {
  /** With the year first, and the number of the period in it where there are several. */
  readonly name: RegExp;
  readonly months: number;
  readonly example: string;
}

const SHAPES: Readonly<Record<RollupCalendar, CalendarShape>> = {
  quarter: { name: /^(\d{4})-Q([1-4])$/, months: 3, example: '2024-Q2' },
  'half-year': { name: /^(\d{4})-H([12])$/, months: 6, example: '2024-H1' },
  year: { name: /^(\d{4})$/, months: 12, example: '2024' },
};

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Which period is meant. */
interface Named {
  readonly calendar: string;
  readonly period: string;
}

export const isRollup = (calendar: string): calendar is RollupCalendar => calendar in SHAPES;

const unknown = ({ calendar, period }: Named, example: string): Rejection =>
  new Rejection(
    'PERIOD_UNKNOWN',
    {
      zh: `周期类型“${calendar}”没有考核期“${period}”，名称应形如“${example}”。`,
      en: `The calendar ${calendar} has no period ${period}; a name there looks like ${example}.`,
    },
    { calendar, period },
  );

/**
 * The months of a period, in order; a month is its own only one.
 * @throws Rejection PERIOD_UNKNOWN where the calendar has no such name
 */
export const monthsOfPeriod = (name: Named): LocalMonth[] => {
  const { calendar, period } = name;
  if (!isRollup(calendar)) {
    if (calendar === 'month' && MONTH.test(period)) return [period];
    throw unknown(name, '2024-05');
  }
  const { name: pattern, months, example } = SHAPES[calendar];
  const found = pattern.exec(period);
  if (found === null) throw unknown(name, example);
  const [, year, number = '1'] = found;
  const first = addMonths(`${year}-01`, (Number(number) - 1) * months);
  return Array.from({ length: months }, (_, at) => addMonths(first, at));
};

/** The month whose rules hold for a period: its last one. @throws Rejection PERIOD_UNKNOWN */
export const lastMonthOf = (name: Named): LocalMonth => monthsOfPeriod(name).at(-1) ?? '';

/** The longer periods in which some months lie, each once, by calendar and in order. */
export const periodsAround = (months: readonly LocalMonth[]): Named[] => {
  const partOf = (month: LocalMonth, size: number): number =>
    Math.ceil(Number(month.slice(5, 7)) / size);
  const nameIn: Readonly<Record<RollupCalendar, (month: LocalMonth) => string>> = {
    quarter: (month) => `${month.slice(0, 4)}-Q${partOf(month, SHAPES.quarter.months)}`,
    'half-year': (month) => `${month.slice(0, 4)}-H${partOf(month, SHAPES['half-year'].months)}`,
    year: (month) => month.slice(0, 4),
  };
  return ROLLUP_CALENDARS.flatMap((calendar) =>
    [...new Set(months.map(nameIn[calendar]))].sort().map((period) => ({ calendar, period })),
  );
};

/** First local day of a period, and the first day after it. @throws Rejection PERIOD_UNKNOWN */
export const boundsOfPeriod = (name: Named, calendar: AppraisalCalendar): DaySpan => {
  const months = monthsOfPeriod(name);
  return {
    from: calendar.boundsOf(months[0] ?? '').from,
    until: calendar.boundsOf(months.at(-1) ?? '').until,
  };
};
