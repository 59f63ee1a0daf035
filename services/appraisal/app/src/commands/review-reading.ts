import { boundsOfPeriod, staysOf, yearPartsOf } from '@ywk/appraisal-domain';
import { partitionOf } from '@ywk/contracts';
import type { EventStore } from '@ywk/event-store';
import { addDays } from '@ywk/kernel';
import type { Connections } from '../persistence/database.ts';
import { readPlacements } from '../persistence/placement.store.ts';
import type { RuleSource } from '../persistence/rules-in-force.ts';
import { readUnits, unitsAbove } from '../persistence/unit.store.ts';
import { resultsOfReviews } from './review-results.ts';

/** Whom no review judged has neither part. */
const NOT_REVIEWED = { LEADERS: 'NO_REVIEW', VOTES: 'NO_REVIEW' };

/** Parts of an officer's year, and the unit at its end with all above it: their weights hold. */
interface ReviewedYear {
  readonly LEADERS: string;
  readonly VOTES: string;
  /** Empty outside service. */
  readonly units: readonly string[];
}

/** What reviews settled, for who asks about one officer. */
export class ReviewReading {
  constructor(
    private readonly pool: Connections,
    private readonly store: EventStore,
    private readonly rules: RuleSource,
  ) {}

  /** By the closed reviews of the unit in which the officer stands at the end of the year. */
  async partsOf(officer: string, year: number): Promise<ReviewedYear> {
    const at = [{ partition: partitionOf(officer), officer }];
    const told = (await readPlacements(this.pool, at)).get(officer) ?? [];
    const { months } = await this.rules.read(this.pool);
    const { until } = boundsOfPeriod({ calendar: 'year', period: String(year) }, months);
    const day = addDays(until, -1);
    const stay = staysOf(told).find(
      ({ from, to, share }) => share === undefined && from <= day && (to === null || day <= to),
    );
    if (stay === undefined) return { ...NOT_REVIEWED, units: [] };
    const { unit } = stay;
    const units = [unit, ...unitsAbove(await readUnits(this.pool))(unit)];
    const result = (await resultsOfReviews(this.store, { unit, year })).get(officer);
    return { ...(result === undefined ? NOT_REVIEWED : yearPartsOf(result)), units };
  }
}
