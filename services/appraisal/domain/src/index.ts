export { gradeProposal } from './grade/grade-proposal.decider.ts';
export type { GradeAsk, GradeProposalCommand } from './grade/grade-proposal.decider.ts';
export type { CalibrationAsk } from './grade/calibrate.ts';
export type { GradeProposal, Person } from './grade/grade-proposal.state.ts';
export type {
  Calibration,
  GradeProposalEvent,
  ProposalHead,
  ProposedGrade,
} from './grade/grade-proposal.events.ts';
export { withinBudget, type BudgetMode, type BudgetRule } from './grade/unit-budget.ts';
export type { Competitor } from './level/competitor.ts';
export { groupKey, placeUnits, type RankedUnit } from './level/group-units.ts';
export type { AnnualQuotaRules, LevelRules, QuotaBase } from './level/level-rules.ts';
export { steppedDown } from './level/level-step.ts';
export { levelReason, quotaLabel, withoutOthers } from './level/level-words.ts';
export { FORCE_LEVELS, type Carried, type ForceLevel, type GroupMode } from './level/levels.ts';
export type { LevelPlacement, LevelReport, LevelsOutcome, QuotaUse } from './level/levels.ts';
export { competitorOf, type Beside } from './level/of-sheet.ts';
export { placeExcellent, type AnnualCompetitor } from './level/place-excellent.ts';
export { seatsOf, type Quota } from './level/quota.ts';
export { reportsOf } from './level/reports.ts';
export { rankUnits, type MeasuredUnit, type UnitRank } from './level/rank-units.ts';
export { seatAbove, type SeatAbove } from './level/reserve-seat.ts';
export { roleOf, stayOf } from './case/actions.ts';
export type {
  CaseAnswer,
  CaseAsk,
  CorrectFact,
  FactContent,
  FoundPool,
  FoundSheet,
  FoundYear,
  TellFact,
  WithdrawFact,
} from './case/ask.ts';
export {
  RESERVED_EXPECTATIONS,
  RESERVED_STEPS,
  type CaseDocument,
  type CaseStay,
  type CaseYear,
  type Patch,
} from './case/case-document.ts';
export type { CaseFault } from './case/case-fault.ts';
export type { CaseGround, CaseSetting } from './case/case-setting.ts';
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
export { ratioFromText, ratioText, type Measured } from './score/measured.ts';
export { openCohortLines } from './score/open-cohort-lines.ts';
export { openSheet } from './score/open-sheet.ts';
export type { SheetInput } from './score/ruled-stays.ts';
export { countsOf, pooled, talliesAt, type PoolPlace } from './score/pooled.ts';
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
export { careerOf, standingOf, type Career, type Standing } from './tier/career.ts';
export { convert, type Conversion, type ConversionMapping } from './tier/conversion.ts';
export { forecastOf, type TierForecast } from './tier/forecast.ts';
export { refuseOverSeats, seatsOn, takesSeat } from './tier/seat-check.ts';
export type { Seats } from './tier/seats.ts';
export { basisOfConversion, basisOfRun } from './tier/tier-basis.ts';
export { tierChange } from './tier/tier-change.decider.ts';
export type { TierChange, TierChangeEvent, TierChangeState } from './tier/tier-change.decider.ts';
export { twelveMonthCost } from './tier/tier-cost.ts';
export type { GradedYear, Sanction, TierHistory } from './tier/tier-history.ts';
export { tierOutlook, type TierOutlook } from './tier/tier-outlook.ts';
export { EDUCATIONS, tierRulesOf, type Education, type TierRules } from './tier/tier-rules.ts';
export { tierRun, type ProposedMove, type TierRun, type WaitingOfficer } from './tier/tier-run.ts';
export { historyOf, type ToldDecision } from './tier/told-history.ts';
