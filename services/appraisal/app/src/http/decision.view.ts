import {
  gradeReason,
  levelClauses,
  levelReason,
  payReason,
  type EventPlace,
  type GradeReason,
  type PayReason,
  type ProposalHead,
  type SchemeDocument,
} from '@ywk/appraisal-domain';
import { LOGS, type GradeDecided } from '@ywk/contracts';
import { hundredthsText, type Label } from '@ywk/kernel';
import type { ShownDecision } from '../persistence/decision-reading.store.ts';

/** A level with the rules that gave it, its counters and its words. */
export interface ExplainedLevel extends NonNullable<GradeDecided['level']> {
  /** JSON Pointers into the scheme, the deciding rule first. */
  readonly clauses: readonly string[];
  readonly words: Label;
}

/** A month's decision as its explanation says it: grade, level and pay lead to rule, counters and event. */
export interface ExplainedDecision extends Pick<
  GradeDecided,
  'grade' | 'total' | 'performancePay' | 'revision' | 'schemeVersion' | 'unit'
> {
  readonly shown: { readonly total: string; readonly performancePay: string };
  readonly gradeReason: GradeReason;
  /** Null in decisions from before levels were placed. */
  readonly level: ExplainedLevel | null;
  /** Null where the unit's proposal is not known. */
  readonly payReason: PayReason | null;
  /** Where the decision stands in the log. */
  readonly event: EventPlace;
}

/** Which decision is looked for, and what explains it. */
export interface DecisionSight {
  readonly period: string;
  /** ms */
  readonly until: number;
  /** The scheme of the month. */
  readonly document: SchemeDocument;
  /** The unit's proposal of a revision. */
  readonly headOf: (revision: number) => ProposalHead | null;
}

const gradePay = (grade: string, { grades }: SchemeDocument): number =>
  grades.find((each) => each.grade === grade)?.pay ?? 0;

const levelOf = (
  { level = null }: Partial<GradeDecided>,
  document: SchemeDocument,
): ExplainedLevel | null => {
  if (level === null) return null;
  const { words } = levelReason(level, level);
  return { ...level, clauses: levelClauses(level, document), words };
};

/** The clause that took the grade away, where the level names it. */
const effectOf = ({ level = null }: Partial<GradeDecided>): string | null =>
  level?.rule === 'VETO' ? level.by : null;

const payOf = (
  { grade, performancePay: paid, revision }: GradeDecided,
  { document, headOf }: DecisionSight,
): PayReason | null => {
  const head = headOf(revision);
  return head === null ? null : payReason({ asked: gradePay(grade, document), paid }, head);
};

/** The last decision on a month that was there at an instant; null before the first. */
export const decisionOf = (
  decisions: readonly ShownDecision[],
  sight: DecisionSight,
): ExplainedDecision | null => {
  const { period, until, document } = sight;
  const found = decisions.findLast(
    (each) => each.period === period && Date.parse(each.recordedAt) <= until,
  );
  if (found === undefined) return null;
  // Data is kept as it was written: in the first form it has no level.
  const data = found.data as GradeDecided;
  const { grade, total, performancePay, revision, schemeVersion, unit } = data;
  const { eventId, partition, pos, recordedAt } = found;
  return {
    ...{ grade, total, performancePay, revision, schemeVersion, unit },
    shown: { total: hundredthsText(total), performancePay: hundredthsText(performancePay) },
    gradeReason: gradeReason({ grade, total, by: effectOf(data) }, document),
    level: levelOf(data, document),
    payReason: payOf(data, sight),
    event: { log: LOGS.decision, partition, pos, eventId, recordedAt },
  };
};
