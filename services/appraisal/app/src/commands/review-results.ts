import { review, type Review, type ReviewEvent, type ReviewResult } from '@ywk/appraisal-domain';
import { LOGS } from '@ywk/contracts';
import type { EventStore, StoredEvent } from '@ywk/event-store';
import { fold } from '@ywk/kernel';
import { derivedId } from './publishing.ts';

/** A round of a review of a unit and year. */
export interface RoundName {
  readonly unit: string;
  readonly year: number;
  readonly round: number;
}

export const reviewStream = (id: string) => ({
  log: LOGS.review,
  stream: `review-${id}`,
  key: id,
});

export const reviewEventOf = ({ type, data }: StoredEvent): ReviewEvent =>
  ({ type, data }) as ReviewEvent;

export const reviewId = ({ unit, year, round }: RoundName): string =>
  derivedId('review', unit, year, round);

/** A review as it stands now. */
export const loadReview = async (store: EventStore, id: string): Promise<Review> =>
  fold(review, (await store.readStream(reviewStream(id))).map(reviewEventOf));

/** What the closed rounds of a unit's year settled; the last one that judged an officer counts. */
export const resultsOfReviews = async (
  store: EventStore,
  name: Omit<RoundName, 'round'>,
): Promise<ReadonlyMap<string, ReviewResult>> => {
  const results = new Map<string, ReviewResult>();
  for (let round = 1; ; round += 1) {
    const { status, results: found } = await loadReview(store, reviewId({ ...name, round }));
    if (status === 'ABSENT') return results;
    for (const each of status === 'CLOSED' ? found : []) results.set(each.officer, each);
  }
};

/** Who scored as a leader, or sat on the panel, in any round of a unit's year. */
export const judgesOf = async (
  store: EventStore,
  name: Omit<RoundName, 'round'>,
): Promise<ReadonlySet<string>> => {
  const judges = new Set<string>();
  for (let round = 1; ; round += 1) {
    const { status, head } = await loadReview(store, reviewId({ ...name, round }));
    if (status === 'ABSENT' || head === null) return judges;
    const { leaders, panel } = head.roll;
    for (const judge of [...leaders.map(({ leader }) => leader), ...panel]) judges.add(judge);
  }
};
