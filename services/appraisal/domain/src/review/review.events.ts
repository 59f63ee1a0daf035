import type { Message } from '@ywk/kernel';
import type { LeaderScore } from './leader-score.ts';
import type { ReviewResult } from './review-result.ts';
import type { ReviewTerms } from './review-terms.ts';
import type { Roll } from './roll.ts';

/** A review of a unit and year. */
export interface ReviewHead {
  readonly review: string;
  readonly unit: string;
  readonly year: number;
  /** From 1; a vote that was not valid is held again in the next one. */
  readonly round: number;
  readonly roll: Roll;
  readonly rules: ReviewTerms;
  readonly author: string;
}

interface Of {
  readonly review: string;
}

/** Kept for ever. No event holds a ballot. */
export type ReviewEvent =
  | Message<'ReviewDrawnUp', ReviewHead>
  | Message<'ReviewOpened', Of & { readonly opener: string; readonly modulus: string }>
  | Message<'SelfAssessed', Of & { readonly officer: string; readonly codes: readonly string[] }>
  | Message<'LeaderScored', Of & LeaderScore>
  | Message<'VotingPapersIssued', Of & { readonly voter: string; readonly digest: string }>
  | Message<
      'ReviewClosed',
      Of & { readonly closer: string; readonly results: readonly ReviewResult[] }
    >
  | Message<'ReviewConfirmed', Of & { readonly member: string }>;
