import { statedCount, statedPoints } from '../metric/metric-definition.ts';
import type { ClauseDocument } from '../scheme/scheme-document.ts';
import { pointsOf } from '../scheme/scheme.ts';
import { countOf, type Counts } from './counts.ts';
import type { ClauseLine } from './sheet.ts';

const stepPoints = (steps: readonly number[], count: number): number => {
  const last = steps.at(-1) ?? 0;
  const walked = steps.slice(0, count).reduce((sum, step) => sum + step, 0);
  return walked + last * Math.max(0, count - steps.length);
};

const flatPoints = (clause: ClauseDocument, counts: Counts): number => {
  const points = pointsOf(clause.points ?? 0);
  const count = countOf(counts, clause.metric);
  if (clause.stated !== true) return points * count;
  const sign = points < 0 ? -1 : 1;
  const unstated = count - countOf(counts, statedCount(clause.metric));
  return points * unstated + sign * 100 * countOf(counts, statedPoints(clause.metric));
};

const capped = (points: number, clause: ClauseDocument): number => {
  if (clause.cap === undefined) return points;
  const cap = pointsOf(clause.cap);
  return Math.max(-cap, Math.min(cap, points));
};

/** What a clause yields for its count. It depends on the count only, never on the order of arrival. */
export const clauseLine = (clause: ClauseDocument, counts: Counts): ClauseLine => {
  const count = countOf(counts, clause.metric);
  const points =
    clause.steps === undefined
      ? flatPoints(clause, counts)
      : stepPoints(clause.steps.map(pointsOf), count);
  return { clause: clause.id, label: clause.label, count, points: capped(points, clause) };
};

/** The lines of clauses that met a fact, and the sum of their points. */
export const clauseLines = (
  clauses: readonly ClauseDocument[],
  counts: Counts,
): { clauses: ClauseLine[]; points: number } => {
  const lines = clauses
    .filter(({ metric }) => countOf(counts, metric) !== 0)
    .map((clause) => clauseLine(clause, counts));
  return { clauses: lines, points: lines.reduce((sum, { points }) => sum + points, 0) };
};
