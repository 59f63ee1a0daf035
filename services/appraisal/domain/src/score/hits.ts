import type { ClauseDocument } from '../scheme/clause-document.ts';
import { pointsOf } from '../scheme/decimal.ts';
import { statedPrefix } from '../metric/metric-definition.ts';
import { countOf, type Stretch } from './stretch.ts';

/** Facts of one metric that count alike, at their places among all facts of it. */
export interface Hits {
  readonly stretch: Stretch;
  /** Place of the first of them, from 1: the k-th occurrence costs step k. */
  readonly at: number;
  readonly n: number;
  /** Whole points that each of them states; null when they state none. */
  readonly stated: number | null;
}

const statedIn = ({ counts }: Stretch, metric: string): { stated: number; n: number }[] => {
  const prefix = statedPrefix(metric);
  return [...counts]
    .filter(([name, n]) => n > 0 && name.startsWith(prefix))
    .map(([name, n]) => ({ stated: Number(name.slice(prefix.length)), n }))
    .sort((a, b) => b.stated - a.stated);
};

/**
 * The facts of a metric over some stretches, in order of time.
 * @param apart whether facts that state different points are told apart: only where a clause asks
 */
export const hitsOf = (metric: string, stretches: readonly Stretch[], apart: boolean): Hits[] => {
  const hits: Hits[] = [];
  let at = 1;
  const add = (stretch: Stretch, n: number, stated: number | null): void => {
    if (n <= 0) return;
    hits.push({ stretch, at, n, stated });
    at += n;
  };
  for (const stretch of stretches) {
    const total = countOf(stretch.counts, metric);
    if (total <= 0) continue;
    const stated = apart ? statedIn(stretch, metric) : [];
    for (const each of stated) add(stretch, each.n, each.stated);
    add(stretch, total - stated.reduce((sum, { n }) => sum + n, 0), null);
  }
  return hits;
};

/** Facts in all. */
export const numberOf = (hits: readonly Hits[]): number => hits.reduce((sum, { n }) => sum + n, 0);

const stepsFrom = (steps: readonly number[], { at, n }: Hits): number => {
  const listed = steps.slice(at - 1, at - 1 + n);
  const last = steps.at(-1) ?? 0;
  return listed.reduce((sum, step) => sum + step, 0) + last * (n - listed.length);
};

/** Hundredths of a point that a clause names for some facts, before coefficient and cap. */
export const nominalOf = (clause: ClauseDocument, hits: Hits): number => {
  if (clause.steps !== undefined) return stepsFrom(clause.steps.map(pointsOf), hits);
  const points = pointsOf(clause.points ?? 0);
  if (clause.stated !== true || hits.stated === null) return points * hits.n;
  return (points < 0 ? -100 : 100) * hits.stated * hits.n;
};

/** The facts up to a place, and those beyond it. */
export const splitAt = (hits: readonly Hits[], place: number): [Hits[], Hits[]] => {
  const before: Hits[] = [];
  const beyond: Hits[] = [];
  for (const each of hits) {
    const kept = Math.max(0, Math.min(each.n, place - each.at + 1));
    if (kept > 0) before.push({ ...each, n: kept });
    if (kept < each.n) beyond.push({ ...each, at: each.at + kept, n: each.n - kept });
  }
  return [before, beyond];
};
