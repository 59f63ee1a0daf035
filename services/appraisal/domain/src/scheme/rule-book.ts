import type { LocalMonth } from '@ywk/kernel';
import type { MetricBook, Rates } from '../metric/metric-book.ts';
import type { WorkingCalendar } from '@ywk/kernel';
import type { Scheme, SchemeBook } from './scheme.ts';

/** All rules of one appraisal month. */
export interface MonthRules {
  readonly scheme: Scheme;
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

  /** @throws Rejection SCHEME_MISSING, METRICS_MISSING */
  of(month: LocalMonth): MonthRules {
    const { version, rates } = this.metrics.ofMonth(month);
    return { scheme: this.schemes.of(month), metrics: version, rates, calendar: this.calendar };
  }
}
