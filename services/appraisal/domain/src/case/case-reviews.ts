import { Rejection } from '@ywk/kernel';
import type { LeaderScore } from '../review/leader-score.ts';
import { reviewResults, yearPartsOf, type VoteSum } from '../review/review-result.ts';
import { refuseRoll } from '../review/roll-faults.ts';
import { requireLeader, requireVoter, type Roll } from '../review/roll.ts';
import type { Scheme } from '../scheme/scheme.ts';
import type { ReviewAct } from './review-steps.ts';

/** One round of a review. */
interface Round {
  readonly unit: string;
  readonly year: number;
  readonly roll: Roll;
  readonly scores: Map<string, LeaderScore>;
  /** Who has voted on whom: a story is no urn, but it keeps them apart all the same. */
  readonly voted: Set<string>;
  readonly sums: VoteSum[];
}

type Of<Kind> = Extract<ReviewAct, { readonly kind: Kind }>;

/** The reviews of a story: the last round that an officer is on counts. */
export class CaseReviews {
  private readonly rounds: Round[] = [];

  /** @throws Rejection ROLL_INVALID, REVIEW_NOT_OPEN, NOT_ON_ROLL, SELF_VOTE, KIN_RECUSED, ALREADY_VOTED */
  perform(act: ReviewAct, scheme: Scheme): void {
    switch (act.kind) {
      case 'ROLL':
        return this.begin(act, scheme);
      case 'SCORE':
        return this.score(act);
      case 'BALLOT':
        return this.vote(act);
    }
  }

  /** What the last review of a year settled for an officer. */
  partsOf(officer: string, year: number, scheme: Scheme) {
    const round = this.rounds.findLast(
      (each) => each.year === year && each.roll.subjects.includes(officer),
    );
    if (round === undefined) return undefined;
    const { roll, sums } = round;
    const { reviews, document } = scheme;
    const scores = [...round.scores.values()];
    const ground = { roll, sums, scores, reviews, annual: document.annual };
    const found = reviewResults(ground).find((each) => each.officer === officer);
    return found && yearPartsOf(found);
  }

  private begin({ unit, year, roll }: Of<'ROLL'>, { reviews, document }: Scheme): void {
    const panel = { ...reviews.panel, minMembers: 0 };
    const { minVoters } = document.annual;
    refuseRoll(roll, { reviews: { ...reviews, panel }, minVoters });
    const round = { unit, year, roll, scores: new Map(), voted: new Set<string>(), sums: [] };
    this.rounds.push(round);
  }

  private score(act: Of<'SCORE'>): void {
    const { roll, scores } = this.open(act);
    const { leader, officer } = act.score;
    requireLeader(roll, leader, officer);
    scores.set(`${leader} ${officer}`, act.score);
  }

  private vote(act: Of<'BALLOT'>): void {
    const { roll, voted, sums } = this.open(act);
    const { voter, officer, grade } = act;
    const elector = requireVoter(roll, voter, officer);
    const mark = `${voter} ${officer}`;
    if (voted.has(mark)) {
      throw new Rejection(
        'ALREADY_VOTED',
        { zh: '该评议人已对该人员投票。', en: 'This voter has voted on this officer.' },
        { voter, officer },
      );
    }
    voted.add(mark);
    const at = sums.findIndex(
      (sum) => sum.officer === officer && sum.class === elector.class && sum.grade === grade,
    );
    const n = (sums[at]?.n ?? 0) + 1;
    sums.splice(at < 0 ? sums.length : at, 1, { officer, class: elector.class, grade, n });
  }

  private open({ unit, year }: ReviewAct): Round {
    const round = this.rounds.findLast((each) => each.unit === unit && each.year === year);
    if (round !== undefined) return round;
    throw new Rejection(
      'REVIEW_NOT_OPEN',
      {
        zh: `单位${unit}没有${year}年的评议名册。`,
        en: `No review of ${unit} for ${year} has a roll.`,
      },
      { unit, year },
    );
  }
}
