import type { MetricDelta } from '../metric/metric-book.ts';
import { statedPrefix } from '../metric/metric-definition.ts';
import type { ClauseDocument } from '../scheme/clause-document.ts';
import { pointsOf } from '../scheme/decimal.ts';
import type { PostRules, Scheme } from '../scheme/scheme.ts';
import { LIABILITY_CLAUSE } from './liability-facts.ts';

const clausesIn = (scheme: Scheme, post: PostRules | undefined): ClauseDocument[] => [
  ...(post?.groups ?? []).flatMap(({ indicators }) =>
    indicators.flatMap((each) => ('clauses' in each ? each.clauses : [])),
  ),
  ...scheme.unboundClauses,
];

const statedIn = (metric: string, deltas: readonly MetricDelta[]): number | undefined => {
  const prefix = statedPrefix(metric);
  const found = deltas.find((delta) => delta.metric.startsWith(prefix));
  return found === undefined ? undefined : Number(found.metric.slice(prefix.length)) * 100;
};

const costOf = (
  { metric, points, steps, stated }: ClauseDocument,
  deltas: readonly MetricDelta[],
) => {
  const listed = pointsOf(steps?.[0] ?? points ?? 0);
  if (listed >= 0) return 0;
  return (stated === true ? statedIn(metric, deltas) : undefined) ?? -listed;
};

/**
 * Hundredths of a point that one fact costs at face value (DOMAIN 3.0c.2), the fact taken by itself,
 * so that no other fact matters: of steps the first, of several clauses the dearest. A total of many
 * acts is no act, and what is borne for others is no penalty.
 * @param deltas what the fact adds to metrics
 * @param post the rules of the officer's post on the day; undefined where there are none
 */
export const penaltyOfFact = (
  deltas: readonly MetricDelta[],
  scheme: Scheme,
  post: PostRules | undefined,
): number => {
  const single = new Set(deltas.filter(({ n }) => n === 1).map(({ metric }) => metric));
  return clausesIn(scheme, post)
    .filter((clause) => clause !== LIABILITY_CLAUSE && single.has(clause.metric))
    .reduce((most, clause) => Math.max(most, costOf(clause, deltas)), 0);
};

const mayCost = ({ points, steps, stated }: ClauseDocument, limit: number): boolean => {
  const costs = [...(steps ?? []), points ?? 0].map((each) => -pointsOf(each));
  return Math.max(...costs) >= limit || (stated === true && Math.max(...costs) > 0);
};

/** Metrics of which one fact may be grave by this scheme: all others need not be looked at. */
export const graveMetrics = (scheme: Scheme): string[] => {
  const limit = pointsOf(scheme.liability.graveFrom);
  const clauses = [
    ...scheme.indicators.flatMap((each) => ('clauses' in each ? each.clauses : [])),
    ...scheme.unboundClauses,
  ];
  return clauses
    .filter((clause) => clause !== LIABILITY_CLAUSE && mayCost(clause, limit))
    .map(({ metric }) => metric);
};
