import { ratio, toHundredths, type Ratio } from '@ywk/kernel';
import type { ClauseDocument } from '../scheme/clause-document.ts';
import { pointsOf } from '../scheme/decimal.ts';
import type { ActiveClause, AssignedFacts } from './assign-facts.ts';
import { nominalOf, numberOf, type Hits } from './hits.ts';
import type { ClauseLine } from './indicator-line.ts';
import type { Stretch } from './stretch.ts';

/** What multiplies the points of facts in a stretch: the coefficient of the roles held there. */
export type CoefficientOf = (stretch: Stretch) => Ratio;

/** A line and what it was rounded from, in points. */
interface Yield {
  readonly line: ClauseLine;
  readonly exact: Ratio;
}

const capped = (points: Ratio, { cap }: ClauseDocument): Ratio => {
  if (cap === undefined) return points;
  const most = ratio(pointsOf(cap), 100);
  if (points.compare(most) > 0) return most;
  return points.compare(most.neg()) < 0 ? most.neg() : points;
};

const yieldOf = (
  clause: ClauseDocument,
  hits: readonly Hits[],
  coefficientOf: CoefficientOf,
): Yield => {
  let sum = ratio(0);
  for (const each of hits) {
    sum = sum.add(ratio(nominalOf(clause, each), 100).mul(coefficientOf(each.stretch)));
  }
  const exact = capped(sum, clause);
  const { id, label } = clause;
  const line = { clause: id, label, count: numberOf(hits), points: toHundredths(exact) };
  return { line, exact };
};

/** The lines of clauses that met a fact, and the exact sum of their points. */
export interface ClauseSum {
  readonly lines: readonly ClauseLine[];
  readonly exact: Ratio;
}

/** What clauses yield. It depends on counts only, never on the order of arrival. */
export const sumClauses = (
  clauses: readonly ClauseDocument[],
  facts: AssignedFacts,
  coefficientOf: CoefficientOf = () => ratio(1),
): ClauseSum => {
  const yields = clauses
    .map((clause) => ({ clause, hits: facts.get(clause.id) ?? [] }))
    .filter(({ hits }) => hits.length > 0)
    .map(({ clause, hits }) => yieldOf(clause, hits, coefficientOf));
  return {
    lines: yields.map(({ line }) => line),
    exact: yields.reduce((sum, { exact }) => sum.add(exact), ratio(0)),
  };
};

/** Hundredths deducted at face value, whatever a cap or a floor leaves of them (DOMAIN 3.0c.2). */
export const penaltyOf = (clauses: readonly ActiveClause[], facts: AssignedFacts): number =>
  clauses
    .flatMap(({ clause }) => (facts.get(clause.id) ?? []).map((hits) => nominalOf(clause, hits)))
    .reduce((sum, nominal) => sum + Math.max(0, -nominal), 0);
