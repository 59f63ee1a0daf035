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
export { stayOf } from './case/actions.ts';
export type { CaseAnswer, CaseAsk, FoundSheet } from './case/ask.ts';
export {
  RESERVED_EXPECTATIONS,
  RESERVED_STEPS,
  type CaseDocument,
  type CaseStay,
} from './case/case-document.ts';
export type { CaseFault } from './case/case-fault.ts';
export type { CaseGround } from './case/case-setting.ts';
export type { CaseFailure } from './case/check.ts';
export { patched } from './case/patch.ts';
export { playable, played, runCase, unplayable, type CaseResult } from './case/run-case.ts';
export { tellCase } from './case/tell-case.ts';
export { annualScore } from './annual/annual-score.ts';
export type {
  AnnualGap,
  AnnualInput,
  AnnualPartScore,
  AnnualScore,
} from './annual/annual-score.ts';
export {
  MetricBook,
  type CountedFact,
  type MetricDelta,
  type Rates,
} from './metric/metric-book.ts';
export type {
  EventMetrics,
  MetricDefinition,
  MetricDocument,
  MetricSource,
  RateDefinition,
} from './metric/metric-definition.ts';
export { explain, type Explained } from './explain/explain.ts';
export {
  sheetOn,
  type FactSource,
  type KnownFact,
  type MonthGround,
  type Step,
} from './explain/ground.ts';
export type {
  AdjustmentNode,
  BesideNode,
  ClauseNode,
  EffectNode,
  Explanation,
  FactNode,
  GroupNode,
  IndicatorNode,
  StayNode,
} from './explain/nodes.ts';
export { placeAmong, type Place } from './explain/peers.ts';
export { smallestChange, type SmallestChange } from './explain/smallest-change.ts';
export {
  talliesOfFacts,
  whatChanged,
  type Change,
  type Known,
  type WhatChanged,
} from './explain/what-changed.ts';
export { ruleBookOf } from './rules/rule-book-of.ts';
export {
  firstMonthOf,
  nameOfRules,
  versionKey,
  versionOfMonth,
  type CarriedCase,
  type RuleDocument,
  type RuleEvent,
  type RuleVersion,
  type RuleVersions,
  type VersionName,
} from './rules/rule-versions.ts';
export { rulesDecider, type RuleCommand } from './rules/rules.decider.ts';
export { refuseActivation, type ActivationAsk } from './scheme/activation.ts';
export { differences, type Difference } from './scheme/differences.ts';
export { period, refuseObstacles } from './period/period.decider.ts';
export type { Obstacle, Period, PeriodCommand, PeriodEvent } from './period/period.decider.ts';
export {
  compareSheets,
  type Direction,
  type LabChange,
  type LabResult,
  type Sex,
} from './lab/comparison.ts';
export { labBooks, type LabBooks, type Trial } from './lab/lab-books.ts';
export type { LabGroup } from './lab/lab-group.ts';
export {
  FEWEST_SHOWN,
  LabReportSum,
  type GradeMove,
  type LabReport,
  type MovedSheet,
  type NamedGroup,
} from './lab/lab-report.ts';
export { metricsOfClause, metricsOfPost } from './scheme/clause-metrics.ts';
export { ANNUAL_GRADES, type AnnualDocument, type AnnualGrade } from './scheme/annual-document.ts';
export type { ClauseDocument, Decimal, EffectDocument } from './scheme/clause-document.ts';
export type { Fault } from './scheme/fault.ts';
export type { IndicatorDocument, Measure, MetricSum } from './scheme/indicator-document.ts';
export { RuleBook, type MonthRules } from './scheme/rule-book.ts';
export { MONTH_GRADES } from './scheme/scheme-document.ts';
export type { MonthGrade, SchemeDocument } from './scheme/scheme-document.ts';
export { schemeFaults, type SchemeGround } from './scheme/scheme-faults.ts';
export { postCode, Scheme, SchemeBook } from './scheme/scheme.ts';
export { adjustmentOf, type ClosedMonth } from './score/adjustment.ts';
export {
  cohortFigures,
  cohortKey,
  cohortLines,
  cohortValue,
  type CohortFigure,
  type CohortValues,
} from './score/cohort.ts';
export { ratioFromText, ratioText } from './score/measured.ts';
export { openCohortLines } from './score/open-cohort-lines.ts';
export { openSheet } from './score/open-sheet.ts';
export type { SheetInput } from './score/ruled-stays.ts';
export { scoreSheet, weighStays, type Joined } from './score/score-sheet.ts';
export type {
  ClauseLine,
  ConditionLine,
  CohortLine,
  ScoredIndicator,
} from './score/indicator-line.ts';
export type {
  Adjustment,
  Effect,
  LeftOutStay,
  NotScoredReason,
  OpenSheet,
  OpenStay,
  ScoredStay,
  ScoreSheet,
} from './score/sheet.ts';
export type { HeldRole } from './score/stretch.ts';
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
export type { LeaderHeld, MentorHeld } from './liability/bindings.ts';
export { graveMetrics } from './liability/fact-penalty.ts';
export { LIABILITY_CODE, liabilityAmounts } from './liability/liability-facts.ts';
export {
  liability,
  type LiabilityEvent,
  type LiabilityState,
  type SaidLiability,
} from './liability/liability.decider.ts';
export { LIABLE_ROLES, RC1_LIABILITY, type LiabilityRules } from './liability/liability-rules.ts';
export { liabilityOf, type Binding, type Liability } from './liability/liability.ts';
export { settledAct, type ActWord, type KnownAct } from './liability/settle-act.ts';
