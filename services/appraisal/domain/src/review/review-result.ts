import type { AnnualDocument, AnnualGrade } from '../scheme/annual-document.ts';
import { democraticScore, type ClassVotes, type DemocraticScore } from './democratic-score.ts';
import { leaderScores, type LeaderScore } from './leader-score.ts';
import type { ReviewRules } from './review-rules.ts';
import { electorsOf, type Roll } from './roll.ts';

/** Votes for officers by class and grade: sums alone, nobody's ballot. */
export interface VoteSum {
  readonly officer: string;
  readonly class: string;
  readonly grade: AnnualGrade;
  readonly n: number;
}

/** What a review settled for one officer. */
export interface ReviewResult {
  readonly officer: string;
  /** Exact, 0 … 100; null when no leader scored. */
  readonly leaders: string | null;
  readonly democratic: DemocraticScore;
}

/** What results follow from. */
export interface ReviewGround {
  readonly roll: Roll;
  readonly scores: readonly LeaderScore[];
  readonly sums: readonly VoteSum[];
  readonly reviews: Pick<ReviewRules, 'classes' | 'smallClasses' | 'leaders' | 'strictness'>;
  readonly annual: Pick<AnnualDocument, 'votes' | 'minTurnout' | 'minVoters'>;
}

const classVotes = ({ roll, sums, reviews }: ReviewGround, officer: string): ClassVotes[] => {
  const electors = electorsOf(roll, officer);
  return reviews.classes.map(({ id }) => ({
    class: id,
    eligible: electors.filter((each) => each.class === id).length,
    given: Object.fromEntries(
      sums
        .filter((sum) => sum.officer === officer && sum.class === id)
        .map(({ grade, n }) => [grade, n]),
    ),
  }));
};

/** The results of everybody on the roll, in its order. */
export const reviewResults = (ground: ReviewGround): ReviewResult[] => {
  const { roll, scores, reviews, annual } = ground;
  const leaders = leaderScores(scores, roll, reviews);
  return roll.subjects.map((officer) => ({
    officer,
    leaders: leaders.get(officer) ?? null,
    democratic: democraticScore(classVotes(ground, officer), { reviews, annual }),
  }));
};

/** The parts of a year that a result settles: exact, or why there is no value. */
export interface SettledParts {
  readonly LEADERS: string;
  readonly VOTES: string;
}

export const yearPartsOf = ({ leaders, democratic }: ReviewResult): SettledParts => ({
  LEADERS: leaders ?? 'NO_LEADERS',
  VOTES: democratic.value ?? democratic.gap ?? 'TOO_FEW_VOTERS',
});
