export { gradeProposal } from './grade/grade-proposal.decider.ts';
export type {
  GradeAsk,
  GradeProposal,
  GradeProposalCommand,
  Person,
} from './grade/grade-proposal.decider.ts';
export type {
  GradeProposalEvent,
  ProposalHead,
  ProposedGrade,
} from './grade/grade-proposal.events.ts';
export { withinBudget, type BudgetMode, type BudgetOutcome } from './grade/unit-budget.ts';
export { MetricBook, type CountedFact, type MetricDelta } from './metric/metric-book.ts';
export type {
  EventMetrics,
  MetricDefinition,
  MetricDocument,
  MetricSource,
} from './metric/metric-definition.ts';
export { period, refuseObstacles } from './period/period.decider.ts';
export type { Obstacle, Period, PeriodCommand, PeriodEvent } from './period/period.decider.ts';
export { metricsOfClause } from './scheme/clause-metrics.ts';
export { MONTH_GRADES } from './scheme/scheme-document.ts';
export type { MonthGrade, SchemeDocument } from './scheme/scheme-document.ts';
export { Scheme, SchemeBook } from './scheme/scheme.ts';
export { adjustmentOf, type ClosedMonth } from './score/adjustment.ts';
export {
  cohortFigures,
  cohortKey,
  median,
  type CohortFigure,
  type CohortValues,
} from './score/cohort.ts';
export { ratioText } from './score/linear.ts';
export { openSheet, type SheetInput } from './score/open-sheet.ts';
export { scoreSheet, weighByDays, type Joined } from './score/score-sheet.ts';
export type {
  Adjustment,
  ClauseLine,
  LeftOutStay,
  NotScoredReason,
  OpenSheet,
  OpenStay,
  ScoredIndicator,
  ScoredStay,
  ScoreSheet,
} from './score/sheet.ts';
export { longestFirst, staysIn, staysOf } from './stay/stays.ts';
export type { PlacementEvent, Stay, StayInPeriod } from './stay/stays.ts';
export {
  addMonths,
  foldEntries,
  IN_TIME,
  OUTSIDE_HORIZON,
  postingOf,
  talliesOf,
  TallySheet,
  type Entry,
  type Posting,
  type Tally,
} from './tally/tally.ts';
export { tierChange } from './tier/tier-change.decider.ts';
export type {
  TierChange,
  TierChangeCommand,
  TierChangeEvent,
  TierChangeState,
} from './tier/tier-change.decider.ts';
