import type { LocalDay, LocalMonth } from '@ywk/kernel';
import type { MetricBook, Rates } from '../metric/metric-book.ts';
import type { WorkingCalendar } from '@ywk/kernel';
import type { AppraisalCalendar, DaySpan } from '../period/appraisal-calendar.ts';
import type { Scheme, SchemeBook } from './scheme.ts';

/** All rules of one appraisal month. */
export interface MonthRules {
  readonly scheme: Scheme;
  readonly days: DaySpan;
  /** Version of the metric definitions. */
  readonly metrics: number;
  readonly rates: Rates;
  readonly calendar: WorkingCalendar;
}

/** What scores rest on beside facts and stays: schemes, metric definitions, working days. */
export class RuleBook {
  constructor(
    readonly schemes: SchemeBook,
    readonly metrics: MetricBook,
    readonly calendar: WorkingCalendar,
  ) {}

  /** Where appraisal months begin and end. */
  get months(): AppraisalCalendar {
    return this.schemes.months;
  }

  /** @throws Rejection SCHEME_MISSING, METRICS_MISSING */
  of(month: LocalMonth): MonthRules {
    const { version, rates } = this.metrics.ofMonth(month);
    const { calendar } = this;
    const days = this.months.boundsOf(month);
    return { scheme: this.schemes.of(month), days, metrics: version, rates, calendar };
  }

  /** Rules of the month of a day. @throws Rejection SCHEME_MISSING, METRICS_MISSING */
  on(day: LocalDay): MonthRules {
    return this.of(this.months.monthOf(day));
  }
}
