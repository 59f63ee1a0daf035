import { staysOf, yearPartsOf } from '@ywk/appraisal-domain';
import { partitionOf } from '@ywk/contracts';
import type { EventStore } from '@ywk/event-store';
import type { Connections } from '../persistence/database.ts';
import { readPlacements } from '../persistence/placement.store.ts';
import { resultsOfReviews } from './review-results.ts';

/** Whom no review judged has neither part. */
const NOT_REVIEWED = { LEADERS: 'NO_REVIEW', VOTES: 'NO_REVIEW' };

/** What reviews settled, for who asks about one officer. */
export class ReviewReading {
  constructor(
    private readonly pool: Connections,
    private readonly store: EventStore,
  ) {}

  /** Parts of a year by the closed reviews of the unit in which the officer stands at its end. */
  async partsOf(officer: string, year: number): Promise<{ LEADERS: string; VOTES: string }> {
    const at = [{ partition: partitionOf(officer), officer }];
    const told = (await readPlacements(this.pool, at)).get(officer) ?? [];
    const day = `${year}-12-31`;
    const stay = staysOf(told).find(({ from, to }) => from <= day && (to === null || day <= to));
    if (stay === undefined) return NOT_REVIEWED;
    const results = await resultsOfReviews(this.store, { unit: stay.unit, year });
    const result = results.get(officer);
    return result === undefined ? NOT_REVIEWED : yearPartsOf(result);
  }
}
