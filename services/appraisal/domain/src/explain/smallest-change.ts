import type { Label, LocalDay } from '@ywk/kernel';
import { statedPrefix } from '../metric/metric-definition.ts';
import type { MetricBook } from '../metric/metric-book.ts';
import { metricsOfIndicator } from '../scheme/clause-metrics.ts';
import type { MonthRules } from '../scheme/rule-book.ts';
import type { PostRules } from '../scheme/scheme.ts';
import { rulesOf } from '../score/ruled-stays.ts';
import { countOf, type Counts, type Stretch } from '../score/stretch.ts';
import type { ScoreSheet } from '../score/sheet.ts';
import { sheetOn, type MonthGround } from './ground.ts';
import { Names } from './labels.ts';
import { sightsOf, type StaySight } from './stay-sight.ts';

/** The fewest facts more or fewer of one metric that bring a better grade (DOMAIN 3.0c.19). */
export interface SmallestChange {
  readonly metric: string;
  readonly label: Label;
  /** Points that these facts state; null for facts that state none. */
  readonly stated: number | null;
  /** Facts more; negative: fewer. */
  readonly n: number;
  /** A day of the stay in which they would count. */
  readonly day: LocalDay;
  readonly before: { readonly total: number | null; readonly grade: string | null };
  readonly after: { readonly total: number | null; readonly grade: string | null };
}

/** More facts than that are no small change: the search goes no further. */
const MOST = 1_024;

/** Facts that may be more or fewer. */
interface Candidate {
  readonly metric: string;
  readonly stated: number | null;
  readonly sign: 1 | -1;
  readonly day: LocalDay;
  /** Most that can be changed. */
  readonly most: number;
}

/** Where a sheet stands: by its grade, then by its total. */
interface Standing {
  /** 0 for the best grade; what takes a grade away stands behind all. */
  readonly rank: number;
  readonly total: number;
}

const above = (a: Standing, b: Standing): number => b.rank - a.rank || a.total - b.total;

/** What changes of one ground lead to. */
class Changed {
  readonly before: Standing;
  private readonly order: readonly string[];

  constructor(
    private readonly ground: MonthGround,
    sheet: ScoreSheet,
  ) {
    this.order = ground.rules.scheme.document.grades.map(({ grade }) => grade);
    this.before = this.standing(sheet);
  }

  sheet(candidate: Candidate, n: number): ScoreSheet {
    return sheetOn({ ...this.ground, tallies: changedTallies(this.ground, candidate, n) });
  }

  after(candidate: Candidate, n: number): Standing {
    return this.standing(this.sheet(candidate, n));
  }

  /** Whether so many facts bring a better grade. */
  moves(candidate: Candidate, n: number): boolean {
    return this.isBetter(this.after(candidate, n));
  }

  isBetter({ rank }: Standing): boolean {
    return rank < this.before.rank;
  }

  private standing({ grade, total }: ScoreSheet): Standing {
    const at = this.order.indexOf(grade ?? '');
    return { rank: at < 0 ? this.order.length : at, total: total ?? 0 };
  }
}

/** The ground's tallies with so many facts more or fewer of a candidate. */
export const changedTallies = (
  { tallies }: Pick<MonthGround, 'tallies'>,
  { metric, stated, sign, day }: Pick<Candidate, 'metric' | 'stated' | 'sign' | 'day'>,
  n: number,
): MonthGround['tallies'] => [
  ...tallies,
  { day, metric, n: n * sign },
  ...(stated === null ? [] : [{ day, metric: `${statedPrefix(metric)}${stated}`, n: n * sign }]),
];

/** What counts for an officer, in the order of the scheme; medians are others' and not theirs. */
const metricsIn = (groups: PostRules['groups'], { scheme, rates }: MonthRules): string[] => {
  const indicators = groups.flatMap((group) => group.indicators);
  const given = new Set(
    indicators.flatMap((each) => ('given' in each && each.given !== undefined ? [each.given] : [])),
  );
  const metrics = [
    ...indicators.flatMap((each) => metricsOfIndicator(each, rates)),
    ...scheme.unboundClauses.map(({ metric }) => metric),
    ...scheme.document.effects.map(({ metric }) => metric),
  ];
  return [...new Set(metrics)].filter((metric) => !given.has(metric));
};

const statedIn = (counts: Counts, metric: string): { stated: number; n: number }[] => {
  const prefix = statedPrefix(metric);
  return [...counts]
    .filter(([name, n]) => n > 0 && name.startsWith(prefix))
    .map(([name, n]) => ({ stated: Number(name.slice(prefix.length)), n }));
};

const removals = (metric: string, { from: day, counts }: Stretch): Candidate[] => {
  const stated = statedIn(counts, metric);
  const unstated = countOf(counts, metric) - stated.reduce((sum, { n }) => sum + n, 0);
  return [{ stated: null, n: unstated }, ...stated].map((each) => ({
    ...{ metric, day, stated: each.stated, sign: -1 },
    most: Math.min(MOST, each.n),
  }));
};

/** One metric of one stay: facts more, and fewer of those that are there. */
const candidatesOf = (metric: string, { stay, all }: StaySight): Candidate[] => [
  { metric, day: stay.from, stated: null, sign: 1, most: MOST },
  ...all.flatMap((stretch) => removals(metric, stretch)),
];

/** Between a number that does not move the grade and one that does: the least that does. */
const bisect = (moves: (n: number) => boolean, not: number, does: number): number => {
  let [low, high] = [not, does];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (moves(middle)) high = middle;
    else low = middle;
  }
  return high;
};

type After = ReturnType<Changed['after']>;

/** Worse at once, or the same at both ends. */
const isHopeless = (
  changed: Changed,
  candidate: Candidate,
  { first, limit }: { readonly first: After; readonly limit: number },
): boolean => {
  const pull = above(first, changed.before);
  if (pull !== 0) return pull < 0;
  return above(changed.after(candidate, limit), changed.before) <= 0;
};

/**
 * The least number within a limit that moves the grade; undefined when none does. More of one thing
 * pulls one way: what makes things worse at once is not followed, nor what changes nothing at either
 * end, nor beyond the point from which on more of it brings no more.
 */
const least = (changed: Changed, candidate: Candidate, limit: number): number | undefined => {
  const first = changed.after(candidate, 1);
  if (changed.isBetter(first)) return 1;
  if (isHopeless(changed, candidate, { first, limit })) return undefined;
  let [before, known] = [1, first];
  while (before < limit) {
    const at = Math.min(before * 2, limit);
    const after = changed.after(candidate, at);
    if (changed.isBetter(after)) {
      return bisect((n) => changed.moves(candidate, n), before, at);
    }
    const isSpent = above(known, changed.before) > 0 && above(after, known) <= 0;
    if (isSpent) return undefined;
    [before, known] = [at, after];
  }
  return undefined;
};

const candidatesIn = (ground: MonthGround, sheet: ScoreSheet): Candidate[] =>
  [...sightsOf(ground, sheet).values()].flatMap((sight) => {
    const groups = rulesOf(ground, sight.stay)?.groups ?? [];
    return metricsIn(groups, ground.rules).flatMap((metric) => candidatesOf(metric, sight));
  });

type Found = Candidate & { readonly n: number };

/** The candidate that needs the fewest facts; equal: the first. */
const bestOf = (changed: Changed, candidates: readonly Candidate[]): Found | undefined => {
  let best: Found | undefined;
  for (const candidate of candidates) {
    const limit = Math.min(candidate.most, best === undefined ? MOST : best.n - 1);
    const n = limit < 1 ? undefined : least(changed, candidate, limit);
    if (n !== undefined) best = { ...candidate, n };
  }
  return best;
};

/**
 * The smallest change of one metric that would have brought a better grade, found by computing the
 * sheet again with it; values of cohorts are held fast. Null when none does, at the best grade, and
 * where there is no grade.
 */
export const smallestChange = (
  ground: MonthGround,
  sheet: ScoreSheet,
  metrics: MetricBook,
): SmallestChange | null => {
  const changed = new Changed(ground, sheet);
  if (sheet.grade === null || changed.before.rank === 0) return null;
  const best = bestOf(changed, candidatesIn(ground, sheet));
  if (best === undefined) return null;
  const { metric, stated, sign, n, day } = best;
  const after = changed.sheet(best, n);
  return {
    ...{ metric, stated, day, label: new Names(ground, metrics).metric(metric), n: n * sign },
    before: { total: sheet.total, grade: sheet.grade },
    after: { total: after.total, grade: after.grade },
  };
};
