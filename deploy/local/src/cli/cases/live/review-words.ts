/** Who reviews whom. */
export interface LiveRoll {
  readonly subjects: readonly string[];
  readonly voters: readonly { readonly voter: string; readonly class: string }[];
  readonly leaders: readonly { readonly leader: string; readonly role: string }[];
  readonly kin: readonly (readonly [string, string])[];
}

/** The review of a unit's year. */
export interface ReviewName {
  readonly unit: string;
  readonly year: number;
}

export interface LiveScore {
  readonly leader: string;
  readonly officer: string;
  readonly score: string;
}

export interface LiveBallot {
  readonly voter: string;
  readonly officer: string;
  readonly grade: string;
}

/** What happens in a review of a story. */
export type LiveReviewAct = ReviewName &
  (
    | { readonly kind: 'ROLL'; readonly roll: LiveRoll }
    | { readonly kind: 'SCORE'; readonly score: LiveScore }
    | ({ readonly kind: 'BALLOT' } & LiveBallot)
  );
