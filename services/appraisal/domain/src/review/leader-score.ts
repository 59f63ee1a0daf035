import { ratio, ratioOf, type Ratio } from '@ywk/kernel';
import { exactly } from '../scheme/decimal.ts';
import type { ReviewRules } from './review-rules.ts';
import { mayJudge, type Roll } from './roll.ts';

/** How one leader scores one officer. */
export interface LeaderScore {
  readonly leader: string;
  readonly officer: string;
  /** Decimal text, 0 … 100. */
  readonly score: string;
}

interface Read {
  readonly leader: string;
  readonly officer: string;
  readonly value: Ratio;
}

const HUNDRED = ratio(100);
const ZERO = ratio(0);

/** Of an even number the mean of the two middle values. */
const medianOf = (values: readonly Ratio[]): Ratio => {
  const sorted = [...values].sort((a, b) => a.compare(b));
  const upper = sorted[Math.floor(sorted.length / 2)] ?? ZERO;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? upper;
  return upper.add(lower).div(2);
};

const within = (value: Ratio): Ratio => {
  if (value.compare(ZERO) < 0) return ZERO;
  return value.compare(HUNDRED) > 0 ? HUNDRED : value;
};

/** Each leader's scores, moved by what the leader's median lacks to the median of all leaders'. */
const levelled = (scores: readonly Read[]): Read[] => {
  const medians = new Map<string, Ratio>();
  for (const { leader } of scores) {
    const own = scores.filter((each) => each.leader === leader);
    medians.set(leader, medianOf(own.map(({ value }) => value)));
  }
  const common = medianOf([...medians.values()]);
  return scores.map((score) => ({
    ...score,
    value: within(score.value.add(common).sub(medians.get(score.leader) ?? common)),
  }));
};

/**
 * The leaders' score of each officer who has one, exact: the mean of all leaders who may judge the
 * officer, each counted by the weight of the role (DOMAIN §2.13, §5 row 17).
 */
export const leaderScores = (
  scores: readonly LeaderScore[],
  roll: Roll,
  rules: Pick<ReviewRules, 'leaders' | 'strictness'>,
): ReadonlyMap<string, string> => {
  const roles = new Map(roll.leaders.map(({ leader, role }) => [leader, role]));
  const weights = new Map(rules.leaders.map(({ role, weight }) => [role, exactly(weight)]));
  const weightOf = (leader: string): Ratio => weights.get(roles.get(leader) ?? '') ?? ZERO;
  const valid = scores
    .filter(({ leader, officer }) => roles.has(leader) && mayJudge(roll, leader, officer))
    .map(({ leader, officer, score }) => ({ leader, officer, value: ratioOf(score) }));
  const read = rules.strictness === 'MEDIAN' ? levelled(valid) : valid;
  return new Map(
    [...new Set(read.map(({ officer }) => officer))].map((officer) => {
      const own = read.filter((each) => each.officer === officer);
      const sum = own.reduce(
        (all, { leader, value }) => all.add(weightOf(leader).mul(value)),
        ZERO,
      );
      const weight = own.reduce((all, { leader }) => all.add(weightOf(leader)), ZERO);
      return [officer, sum.div(weight).toFraction()];
    }),
  );
};
