import type { LeaderScore } from './leader-score.ts';
import type { ReviewResult } from './review-result.ts';
import type { ReviewEvent, ReviewHead } from './review.events.ts';

export interface Review {
  readonly status: 'ABSENT' | 'DRAWN_UP' | 'OPEN' | 'CLOSED';
  readonly head: ReviewHead | null;
  /** Modulus by which voting papers are signed. */
  readonly modulus: string | null;
  readonly assessments: ReadonlyMap<string, readonly string[]>;
  /** By leader and officer: the last word of each. */
  readonly scores: ReadonlyMap<string, LeaderScore>;
  /** Who got the voting papers, and for which blinded ones. */
  readonly papers: ReadonlyMap<string, string>;
  readonly results: readonly ReviewResult[];
  readonly confirmedBy: readonly string[];
}

export const noReview: Review = {
  status: 'ABSENT',
  head: null,
  modulus: null,
  assessments: new Map(),
  scores: new Map(),
  papers: new Map(),
  results: [],
  confirmedBy: [],
};

const withEntry = <Value>(map: ReadonlyMap<string, Value>, key: string, value: Value) =>
  new Map([...map, [key, value]]);

export const evolveReview = (state: Review, event: ReviewEvent): Review => {
  switch (event.type) {
    case 'ReviewDrawnUp':
      return { ...state, status: 'DRAWN_UP', head: event.data };
    case 'ReviewOpened':
      return { ...state, status: 'OPEN', modulus: event.data.modulus };
    case 'SelfAssessed': {
      const { officer, codes } = event.data;
      return { ...state, assessments: withEntry(state.assessments, officer, codes) };
    }
    case 'LeaderScored': {
      const { leader, officer, score } = event.data;
      const key = `${leader} ${officer}`;
      return { ...state, scores: withEntry(state.scores, key, { leader, officer, score }) };
    }
    case 'VotingPapersIssued':
      return {
        ...state,
        papers: withEntry(state.papers, event.data.voter, event.data.digest),
      };
    case 'ReviewClosed':
      return { ...state, status: 'CLOSED', results: event.data.results };
    case 'ReviewConfirmed':
      return { ...state, confirmedBy: [...state.confirmedBy, event.data.member] };
  }
};
