import {
  type Calibration,
  levelReason,
  type ListedResult,
  type ProposalHead,
  type ProposedGrade,
  type ResultsHead,
  type TierChange,
  withoutOthers,
} from '@ywk/appraisal-domain';
import type {
  AnnualGradeDecided,
  AnnualGradeRecorded,
  GradeDecided,
  TierChanged,
} from '@ywk/contracts';

/** An event as others may see it, before it has an id and a time. */
interface Published<Data> {
  readonly type: string;
  readonly v: number;
  readonly data: Data;
}

/** The level with the rule, the counters and the move that explain it. */
const levelOf = (
  { levels }: ProposalHead,
  { level }: ProposedGrade,
  calibration: Calibration | null,
): GradeDecided['level'] => {
  if (level === null || levels === null) return null;
  const { quotas } = levelReason(level, levels);
  return { ...level, quotas: quotas.map(withoutOthers), calibration };
};

/** An approved line of a grade proposal. */
export const publishGrade = (
  head: ProposalHead,
  grade: ProposedGrade,
  {
    approver,
    calibration,
  }: { readonly approver: string; readonly calibration: Calibration | null },
): Published<GradeDecided> => ({
  type: 'GradeDecided',
  v: 2,
  data: {
    decision: grade.decision,
    officer: grade.officer,
    calendar: head.calendar,
    period: head.period,
    revision: head.revision,
    unit: head.unit,
    post: grade.post,
    grade: grade.grade,
    total: grade.total,
    performancePay: grade.performancePay,
    schemeVersion: head.schemeVersion,
    author: head.author,
    approver,
    level: levelOf(head, grade, calibration),
  },
});

/** An approved tier change. */
export const publishTierChange = (
  { officer, from, to, effectiveDate, ground, author, basis }: TierChange,
  { decision, approver }: { readonly decision: string; readonly approver: string },
): Published<TierChanged> => ({
  type: 'TierChanged',
  v: 2,
  data: {
    ...{ decision, officer, from, to, effectiveDate, ground, author, approver },
    protection: basis?.protection ?? 0,
  },
});

/** The year an officer's line is about. */
const NO_GRADE = { grade: null, rule: 'OUTSIDE', by: null, parts: [], failed: 0 } as const;
const NO_RANK = { custom: null, penalty: 0, democratic: null };

/** An approved line of a year's results. */
export const publishAnnualDecision = (
  head: ResultsHead,
  { decision, officer, total, months, year }: ListedResult,
  approver: string,
): Published<AnnualGradeDecided> => ({
  type: 'AnnualGradeDecided',
  v: 2,
  data: {
    ...(year ?? { ...NO_GRADE, ...NO_RANK }),
    ...{ decision, officer, total, months, approver },
    year: Number(head.period),
    revision: head.revision,
    unit: head.unit,
    quota: head.quota === null ? null : withoutOthers(head.quota.use),
    schemeVersion: head.schemeVersion,
    author: head.author,
  },
});

/** A year's grade from before this system. */
export const publishAnnualGrade = (data: AnnualGradeRecorded): Published<AnnualGradeRecorded> => ({
  type: 'AnnualGradeRecorded',
  v: 2,
  data,
});
