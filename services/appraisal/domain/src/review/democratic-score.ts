import { ratio, type Ratio } from '@ywk/kernel';
import { ANNUAL_GRADES, type AnnualDocument, type AnnualGrade } from '../scheme/annual-document.ts';
import { exactly } from '../scheme/decimal.ts';
import type { ReviewRules, VoterClass } from './review-rules.ts';

/** Votes of one class for one officer. */
export interface ClassVotes {
  readonly class: string;
  /** Who may vote, oneself and recused kin apart. */
  readonly eligible: number;
  readonly given: Readonly<Partial<Record<AnnualGrade, number>>>;
}

/** Why votes give no score: the vote is held again, it is never 0. */
export type VoteGap = 'TOO_FEW_VOTERS' | 'TURNOUT_TOO_LOW';

/** Classes that are counted together. */
export interface VoteGroup {
  readonly classes: readonly string[];
  readonly votes: number;
  /** Exact mean of the votes, 0 … 100; null when means are kept back. */
  readonly mean: string | null;
}

/** What may be known of the votes for one officer. */
export interface DemocraticScore {
  readonly eligible: number;
  readonly votes: number;
  /** Empty when the vote is not valid. */
  readonly groups: readonly VoteGroup[];
  /** Exact, 0 … 100; null with a gap. */
  readonly value: string | null;
  readonly gap: VoteGap | null;
}

type VoteRules = Pick<AnnualDocument, 'votes' | 'minTurnout' | 'minVoters'>;
type ClassRules = Pick<ReviewRules, 'classes' | 'smallClasses'>;

/** Votes of some classes, added up. */
interface Pool {
  readonly classes: readonly string[];
  readonly weight: Ratio;
  readonly votes: number;
  readonly points: Ratio;
  /** All votes are for one grade, so that their mean would tell each of them. */
  readonly unanimous: AnnualGrade | null;
}

const numberOf = ({ given }: ClassVotes): number =>
  ANNUAL_GRADES.reduce((sum, grade) => sum + (given[grade] ?? 0), 0);

const poolOf = (votes: ClassVotes, weight: Ratio, { votes: values }: VoteRules): Pool => {
  const grades = ANNUAL_GRADES.filter((grade) => (votes.given[grade] ?? 0) > 0);
  return {
    classes: [votes.class],
    weight,
    votes: numberOf(votes),
    points: grades.reduce(
      (sum, grade) => sum.add(exactly(values[grade]).mul(votes.given[grade] ?? 0)),
      ratio(0),
    ),
    unanimous: grades.length === 1 ? (grades[0] ?? null) : null,
  };
};

const unanimityOf = (a: Pool, b: Pool): AnnualGrade | null => {
  if (a.votes === 0) return b.unanimous;
  return b.votes === 0 || a.unanimous === b.unanimous ? a.unanimous : null;
};

const together = (a: Pool, b: Pool): Pool => ({
  classes: [...a.classes, ...b.classes],
  weight: a.weight.add(b.weight),
  votes: a.votes + b.votes,
  points: a.points.add(b.points),
  unanimous: unanimityOf(a, b),
});

/** Joins the two smallest until none is too small: no difference of shown groups is a smaller one. */
const merged = (pools: readonly Pool[], minVoters: number): readonly Pool[] => {
  const [least, next, ...others] = [...pools].sort((a, b) => a.votes - b.votes);
  if (least === undefined || next === undefined || least.votes >= minVoters) return pools;
  return merged([...others, together(least, next)], minVoters);
};

const meanOf = ({ points, votes }: Pool): Ratio => points.div(votes);

const valueOf = (pools: readonly Pool[]): Ratio => {
  const zero = ratio(0);
  const weight = pools.reduce((sum, pool) => sum.add(pool.weight), zero);
  return pools.reduce((sum, pool) => sum.add(pool.weight.mul(meanOf(pool))), zero).div(weight);
};

/** A unanimous group's mean tells every vote in it; of all means but one the total tells that one. */
const groupsOf = (pools: readonly Pool[]): VoteGroup[] => {
  const shown = pools.every(({ unanimous }) => unanimous === null);
  return pools.map((pool) => ({
    classes: pool.classes,
    votes: pool.votes,
    mean: shown ? meanOf(pool).toFraction() : null,
  }));
};

/** What votes are scored by. */
export interface DemocraticRules {
  readonly reviews: ClassRules;
  readonly annual: VoteRules;
}

const weighed = (
  classes: readonly ClassVotes[],
  { reviews, annual }: DemocraticRules,
): readonly Pool[] => {
  const weights = new Map<string, VoterClass['weight']>(
    reviews.classes.map(({ id, weight }) => [id, weight]),
  );
  const pools = classes
    .filter(({ eligible }) => eligible > 0)
    .map((each) => poolOf(each, exactly(weights.get(each.class) ?? 0), annual));
  return reviews.smallClasses === 'MERGE'
    ? merged(pools, annual.minVoters)
    : pools.filter(({ votes }) => votes >= annual.minVoters);
};

/**
 * The democratic score of one officer: the mean of each class, weighed by the declared weights of
 * the classes (DOMAIN §2.13). Too few votes or too low a turnout give no value; a class with too few
 * is counted with another or left out, so that nothing shown rests on fewer than `minVoters` votes.
 */
export const democraticScore = (
  classes: readonly ClassVotes[],
  rules: DemocraticRules,
): DemocraticScore => {
  const { minVoters, minTurnout } = rules.annual;
  const eligible = classes.reduce((sum, each) => sum + each.eligible, 0);
  const votes = classes.reduce((sum, each) => sum + numberOf(each), 0);
  const without = (gap: VoteGap) => ({ eligible, votes, groups: [], value: null, gap });
  if (votes < minVoters) return without('TOO_FEW_VOTERS');
  if (ratio(votes, eligible).compare(exactly(minTurnout)) < 0) return without('TURNOUT_TOO_LOW');
  const pools = weighed(classes, rules);
  if (pools.length === 0) return without('TOO_FEW_VOTERS');
  return {
    eligible,
    votes,
    groups: groupsOf(pools),
    value: valueOf(pools).toFraction(),
    gap: null,
  };
};
