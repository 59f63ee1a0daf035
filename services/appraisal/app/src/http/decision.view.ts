import { levelReason } from '@ywk/appraisal-domain';
import type { GradeDecided } from '@ywk/contracts';
import { hundredthsText, type Label } from '@ywk/kernel';
import type { ShownDecision } from '../persistence/decision-reading.store.ts';

/** A month's decision as its explanation says it: grade and level lead to rule, counters and event. */
export interface ExplainedDecision extends Pick<
  GradeDecided,
  'grade' | 'total' | 'performancePay' | 'revision' | 'schemeVersion'
> {
  readonly shown: { readonly total: string; readonly performancePay: string };
  /** Null in decisions from before levels were placed. */
  readonly level: (NonNullable<GradeDecided['level']> & { readonly words: Label }) | null;
  /** Where the decision stands in the log. */
  readonly event: Pick<ShownDecision, 'eventId' | 'partition' | 'pos' | 'recordedAt'>;
}

/**
 * The last decision on a month that was there at an instant; null before the first.
 * @param until ms
 */
export const decisionOf = (
  decisions: readonly ShownDecision[],
  { period, until }: { readonly period: string; readonly until: number },
): ExplainedDecision | null => {
  const found = decisions.findLast(
    (each) => each.period === period && Date.parse(each.recordedAt) <= until,
  );
  if (found === undefined) return null;
  // Data is kept as it was written: in the first form it has no level.
  const { level = null, ...data } = found.data as Partial<GradeDecided> & GradeDecided;
  const { grade, total, performancePay, revision, schemeVersion } = data;
  const { eventId, partition, pos, recordedAt } = found;
  return {
    ...{ grade, total, performancePay, revision, schemeVersion },
    shown: { total: hundredthsText(total), performancePay: hundredthsText(performancePay) },
    level: level === null ? null : { ...level, words: levelReason(level, level).words },
    event: { eventId, partition, pos, recordedAt },
  };
};
