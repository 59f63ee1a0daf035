import type { ClauseDocument } from '../scheme/clause-document.ts';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import { hitsOf, nominalOf, numberOf, splitAt, type Hits } from './hits.ts';
import type { Stretch } from './stretch.ts';

/** A clause that is in force for a stay; custom ones see the stay's own days only. */
export interface ActiveClause {
  readonly clause: ClauseDocument;
  readonly custom: boolean;
}

/** Which facts count at which clause, by its id. */
export type AssignedFacts = ReadonlyMap<string, readonly Hits[]>;

const maySee = ({ custom }: ActiveClause, { stretch }: Hits): boolean =>
  !custom || !stretch.inherited;

/** Facts beyond the steps of a clause count as another metric instead (DOMAIN 3.0c.3). */
const escalate = (facts: Map<string, Hits[]>, { metric, steps, then }: ClauseDocument): void => {
  if (then === undefined || steps === undefined) return;
  const [kept, beyond] = splitAt(facts.get(metric) ?? [], steps.length);
  if (beyond.length === 0) return;
  facts.set(metric, kept);
  const known = facts.get(then) ?? [];
  const offset = numberOf(known) - steps.length;
  const moved = beyond.map((hits) => ({ ...hits, at: hits.at + offset, stated: null }));
  facts.set(then, [...known, ...moved]);
};

/** One by one as far as a contender has steps; what lies beyond costs the same each time. */
const pieces = (hits: Hits, contenders: readonly ActiveClause[]): Hits[] => {
  const steps = Math.max(0, ...contenders.map(({ clause }) => clause.steps?.length ?? 0));
  const single = Math.max(0, Math.min(hits.n, steps - hits.at));
  const ones = Array.from({ length: single }, (_, k) => ({ ...hits, at: hits.at + k, n: 1 }));
  return single === hits.n
    ? ones
    : [...ones, { ...hits, at: hits.at + single, n: hits.n - single }];
};

/** MAX: the largest nominal points, equal: first in the document, chosen before any cap. */
const largest = (contenders: readonly ActiveClause[], hits: Hits): ActiveClause | undefined => {
  const sizes = contenders.map((each) => Math.abs(nominalOf(each.clause, hits)));
  return contenders[sizes.indexOf(Math.max(...sizes))];
};

const contend = (
  contenders: readonly ActiveClause[],
  hits: readonly Hits[],
  mode: SchemeDocument['overlap'],
): Map<string, Hits[]> => {
  const won = new Map<string, Hits[]>();
  for (const piece of hits.flatMap((each) => pieces(each, contenders))) {
    const able = contenders.filter((each) => maySee(each, piece));
    const winner = mode === 'FIRST' ? able[0] : largest(able, piece);
    if (winner === undefined) continue;
    won.set(winner.clause.id, [...(won.get(winner.clause.id) ?? []), piece]);
  }
  return won;
};

const contendersOf = (clauses: readonly ActiveClause[], { clause }: ActiveClause): ActiveClause[] =>
  clauses.filter(
    (each) => each.clause.overlap === clause.overlap && each.clause.metric === clause.metric,
  );

/** Clauses in force together, and the metrics they look at: every sheet under them asks alike. */
export interface ClauseSet {
  readonly clauses: readonly ActiveClause[];
  /** Whether facts of a metric that state different points are told apart. */
  readonly metrics: ReadonlyMap<string, boolean>;
}

/** The set of some clauses. */
export const clauseSet = (clauses: readonly ActiveClause[]): ClauseSet => {
  const stated = new Set(
    clauses.flatMap(({ clause }) => (clause.stated === true ? [clause.metric] : [])),
  );
  const seen = clauses.flatMap(({ clause: { metric, then } }) =>
    then === undefined ? [metric] : [metric, then],
  );
  return { clauses, metrics: new Map(seen.map((metric) => [metric, stated.has(metric)])) };
};

/** The facts of the clauses' metrics, each under the metric as which it counts in the end. */
export const factsByMetric = (
  { clauses, metrics }: ClauseSet,
  stretches: readonly Stretch[],
): ReadonlyMap<string, readonly Hits[]> => {
  const facts = new Map<string, Hits[]>();
  for (const [metric, apart] of metrics) {
    const hits = hitsOf(metric, stretches, apart);
    if (hits.length > 0) facts.set(metric, hits);
  }
  for (const { clause } of clauses) escalate(facts, clause);
  return facts;
};

/** Leads every fact of a stay to the clause or clauses at which it counts. */
export const assignFacts = (
  set: ClauseSet,
  stretches: readonly Stretch[],
  mode: SchemeDocument['overlap'],
): AssignedFacts => {
  const { clauses } = set;
  const facts = factsByMetric(set, stretches);
  const assigned = new Map<string, readonly Hits[]>();
  for (const each of clauses) {
    const { id, metric, overlap } = each.clause;
    const hits = facts.get(metric);
    if (hits === undefined) continue;
    const alone = overlap === undefined || mode === 'SUM';
    const rivals = alone ? [each] : contendersOf(clauses, each);
    const own =
      rivals.length === 1
        ? hits.filter((hit) => maySee(each, hit))
        : contend(rivals, hits, mode).get(id);
    assigned.set(id, own ?? []);
  }
  return assigned;
};
