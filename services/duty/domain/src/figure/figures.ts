import { ratio, type Ratio } from '@ywk/kernel';

/** `nearest`: the value at rank ceil(p·n/100). `linear`: Hyndman and Fan's type 7. */
export type PercentileRule = 'nearest' | 'linear';

export interface FigureRule {
  readonly percentile: PercentileRule;
  /** Seconds; a value counts as within a limit when it is not larger. */
  readonly limits: readonly number[];
}

/** How many were within a limit. */
export interface Within {
  /** Seconds. */
  readonly limit: number;
  readonly n: number;
  /** Of those with a value that counts. */
  readonly share: Ratio;
}

/** Statistics of one interval in milliseconds, exact; null where nothing can be said. */
export interface IntervalFigures {
  /** Values that count: present and not negative. */
  readonly n: number;
  readonly missing: number;
  /** Left out of every statistic: their stamps contradict each other. */
  readonly negative: number;
  readonly min: Ratio | null;
  readonly max: Ratio | null;
  readonly mean: Ratio | null;
  readonly p50: Ratio | null;
  readonly p90: Ratio | null;
  readonly p95: Ratio | null;
  readonly within: readonly Within[];
}

const nearest = (sorted: readonly number[], percent: number): Ratio =>
  ratio(sorted[Math.ceil((percent * sorted.length) / 100) - 1] ?? 0);

/** Position p·(n−1)/100 in integers: whole part and hundredths, so that nothing is rounded. */
const linear = (sorted: readonly number[], percent: number): Ratio => {
  const hundredths = percent * (sorted.length - 1);
  const at = Math.floor(hundredths / 100);
  const low = sorted[at] ?? 0;
  const high = sorted[at + 1] ?? low;
  return ratio(BigInt(low) * 100n + BigInt(high - low) * BigInt(hundredths % 100), 100n);
};

/** The percentile of values in ascending order, at least one. @param percent 1…100 */
export const percentileOf = (
  sorted: readonly number[],
  percent: number,
  rule: PercentileRule,
): Ratio => (rule === 'nearest' ? nearest(sorted, percent) : linear(sorted, percent));

/** How many of the ascending values are not larger: found by halving. */
const countUpTo = (sorted: readonly number[], limit: number): number => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((sorted[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Statistics over the calls of a group. @param values milliseconds; null for a missing stamp */
export const figuresOf = (
  values: readonly (number | null)[],
  { percentile, limits }: FigureRule,
): IntervalFigures => {
  const present = values.filter((value) => value !== null);
  const sorted = present.filter((value) => value >= 0).sort((a, b) => a - b);
  const n = sorted.length;
  const sum = sorted.reduce((all, value) => all + BigInt(value), 0n);
  const at = (percent: number): Ratio | null =>
    n === 0 ? null : percentileOf(sorted, percent, percentile);
  const ends = [sorted[0], sorted[n - 1]].map((v) => (v === undefined ? null : ratio(v)));
  return {
    n,
    missing: values.length - present.length,
    negative: present.length - n,
    min: ends[0] ?? null,
    max: ends[1] ?? null,
    mean: n === 0 ? null : ratio(sum, BigInt(n)),
    p50: at(50),
    p90: at(90),
    p95: at(95),
    within: limits.map((limit) => {
      const count = countUpTo(sorted, limit * 1000);
      return { limit, n: count, share: ratio(count, n === 0 ? 1 : n) };
    }),
  };
};
