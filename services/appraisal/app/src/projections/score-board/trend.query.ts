import { addMonths, cohortLines, scoreSheet } from '@ywk/appraisal-domain';
import { readCohortValues } from '../../persistence/cohort.store.ts';
import { NOW, type Connections, type OfficerAt } from '../../persistence/database.ts';
import { closesBy } from '../../persistence/period-close.store.ts';
import type { RuleSource } from '../../persistence/rules-in-force.ts';
import { sheetsOfOfficer } from '../../persistence/sheet.store.ts';
import { closedMonths } from '../../persistence/trend.store.ts';

/** How many months a trend shows, the asked one included. */
const MONTHS = 12;

/** One month of an officer's own past. */
export interface TrendMonth {
  readonly period: string;
  /** Hundredths of a point; null where the month has no total. */
  readonly total: number | null;
  readonly grade: string | null;
  readonly provisional: boolean;
}

/** An officer's totals over the months before one. */
export class Trend {
  constructor(
    private readonly pool: Connections,
    private readonly rules: RuleSource,
  ) {}

  /**
   * The months before a month, oldest first. For a past instant only those that were closed by then:
   * what was provisional then is told by asking for that month.
   */
  async before(at: OfficerAt, period: string, until: number): Promise<TrendMonth[]> {
    const periods = Array.from({ length: MONTHS - 1 }, (_, back) => addMonths(period, -1 - back));
    const closes = await closesBy(this.pool, periods, until);
    const closed = (await closedMonths(this.pool, at, [...closes.keys()]))
      .filter(({ period: month, revision }) => closes.get(month) === revision)
      .map(({ period: month, total, grade }) => ({
        ...{ period: month, total, grade },
        provisional: false,
      }));
    const open = until === NOW ? periods.filter((month) => !closes.has(month)) : [];
    const months = [...closed, ...(await this.provisional(at, open))];
    return months.sort((a, b) => (a.period < b.period ? -1 : 1));
  }

  private async provisional(at: OfficerAt, periods: readonly string[]): Promise<TrendMonth[]> {
    if (periods.length === 0) return [];
    const sheets = await sheetsOfOfficer(this.pool, at, periods);
    const book = await this.rules.read(this.pool);
    return Promise.all(
      sheets.map(async ({ sheet, adjustments }) => {
        const { period } = sheet;
        const names = [...new Set(cohortLines(sheet).map(({ cohort }) => cohort))];
        const cohorts = await readCohortValues(this.pool, names, period);
        const joined = { rules: book.of(period), cohorts, adjustments };
        const { total, grade } = scoreSheet(sheet, joined);
        return { period, total, grade, provisional: true };
      }),
    );
  }
}
