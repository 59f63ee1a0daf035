// What follows from scores: months, grades, levels, careers.
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
export { deadlinesOf, type Deadline } from './period/deadlines.ts';
export { finalObstacles } from './period/finality.ts';
export { isComputed, period, type Period, type PeriodCommand } from './period/period.decider.ts';
export type { CutOff, PeriodEvent, UnitPublication } from './period/period.events.ts';
export { refuseObstacles, type FinalObstacle, type Obstacle } from './period/obstacles.ts';
export {
  changedOfficers,
  clocksOf,
  running,
  unpublished,
  type PublishedResult,
} from './period/publication.ts';
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
