import {
  boundsOfPeriod,
  deadlinesOf,
  lastMonthOf,
  periodsAround,
  type Deadline,
  type Period,
} from '@ywk/appraisal-domain';
import { localDay } from '@ywk/kernel';
import { activeMonths } from '../persistence/lab-run.store.ts';
import { loadAppeals } from './appeal.stream.ts';
import { FinalisePeriod, type FinaliseParts } from './finalise-period.ts';
import { loadPeriod } from './period.stream.ts';
import { unitsToPublish } from './units-to-publish.ts';

/** As which day it is, and how far ahead. */
export interface DeadlineLook {
  /** UTC instant. */
  readonly at: string;
  /** Working days. */
  readonly within: number;
}

const FIRST = '0000-01';
const LAST = '9999-12';

/** What is overdue in the closes of periods, and what ends soon. */
export class Deadlines {
  private readonly finalising: FinalisePeriod;

  constructor(private readonly parts: FinaliseParts) {
    this.finalising = new FinalisePeriod(parts);
  }

  /**
   * Of all months in which something was counted, oldest first, then of the longer periods around
   * them. @throws Rejection CALENDAR_UNKNOWN
   */
  async list(look: DeadlineLook): Promise<Deadline[]> {
    const { pool, store } = this.parts;
    const found: Deadline[] = [];
    const months = await activeMonths(pool, FIRST, LAST);
    const named = months.map((period) => ({ calendar: 'month', period }));
    for (const name of [...named, ...periodsAround(months)]) {
      const { state } = await loadPeriod(store, name);
      found.push(...(await this.ofPeriod(state, look)));
    }
    return found;
  }

  private async ofPeriod(state: Period, { at, within }: DeadlineLook): Promise<Deadline[]> {
    const book = await this.parts.rules.read(this.parts.pool);
    const { scheme, calendar } = book.of(lastMonthOf(state));
    const { until } = boundsOfPeriod(state, book.months);
    const obstacles = await this.finalising.obstacles(state, at);
    return deadlinesOf(state, {
      ...{ today: localDay(at), until, within, rules: scheme.periods, calendar },
      unpublished: await unitsToPublish(this.parts, state),
      appeals: await loadAppeals(this.parts.store, state),
      mayBeFinal: !state.final && obstacles.length === 0,
    });
  }
}
