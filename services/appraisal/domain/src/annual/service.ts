import { addDays, type LocalDay } from '@ywk/kernel';
import type { AppraisalCalendar } from '../period/appraisal-calendar.ts';
import { boundsOfPeriod } from '../period/rollup-period.ts';
import { covers, monthsIn, type Span, type TierHistory } from '../tier/tier-history.ts';
import type { RollupSheet } from './rollup.ts';

/** Since when somebody is in service on the last day of a period; leave, sanctions and commendations of its year. */
export type Service = Required<
  Pick<RollupSheet, 'since' | 'leaveMonths' | 'sanctions' | 'commendations'>
>;

/** The period of which service is asked. */
export interface ServiceAsk {
  /** A year, or the first four digits of what lies in it. */
  readonly period: string;
  /** Its last day. */
  readonly on: LocalDay;
  readonly months: AppraisalCalendar;
}

/** The whole of a year. */
export const wholeYear = (year: number, months: AppraisalCalendar): ServiceAsk => {
  const period = String(year);
  const { until } = boundsOfPeriod({ calendar: 'year', period }, months);
  return { period, on: addDays(until, -1), months };
};

/** What of a history bears on the grade of a year. */
type Served = Pick<TierHistory, 'employments' | 'leave' | 'sanctions' | 'commendations'>;

const UNKNOWN: Served = { employments: [], leave: [], sanctions: [], commendations: [] };

export const serviceIn = (
  history: Served | undefined,
  { period, on, months }: ServiceAsk,
): Service => {
  const { employments, leave, sanctions, commendations } = history ?? UNKNOWN;
  const year = period.slice(0, 4);
  const { from, until } = boundsOfPeriod({ calendar: 'year', period: year }, months);
  const touches = (span: Span): boolean =>
    span.from < until && (span.to === null || span.to >= from);
  return {
    since: employments.find((each) => covers(each, on))?.from ?? null,
    sanctions: sanctions
      .filter(touches)
      .map(({ code }) => code)
      .sort(),
    commendations: commendations
      .filter((each) => each.on >= from && each.on < until)
      .map(({ code }) => code)
      .sort(),
    leaveMonths: monthsIn(Number(year), leave, months).toFraction(),
  };
};
