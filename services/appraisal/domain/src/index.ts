export { authorsOf, gradeProposal } from './grade/grade-proposal.decider.ts';
export type { GradeAsk, GradeProposalCommand } from './grade/grade-proposal.decider.ts';
export type { CalibrationAsk } from './grade/calibrate.ts';
export type { GradeProposal, KnownSeat, Person } from './grade/grade-proposal.state.ts';
export type { SeatAsk } from './grade/seat-above.ts';
export type { Calibration, GradeProposalEvent, SeatBy } from './grade/grade-proposal.events.ts';
export type { ProposalHead, ProposedGrade } from './grade/grade-proposal.events.ts';
export type { BudgetMode } from './grade/unit-budget.ts';
export { groupKey, placeUnits, type RankedUnit } from './level/group-units.ts';
export type { LevelRules } from './level/level-rules.ts';
export { levelReason, withoutOthers } from './level/level-words.ts';
export { earlySigns, type SignGround } from './sign/early-signs.ts';
export {
  leaderMaySee,
  signDecider,
  type SignCommand,
  type SignEvent,
  type SignState,
} from './sign/sign.decider.ts';
export { signRulesOf, type SignRules } from './sign/sign-rules.ts';
export type { EarlySign, EffectAhead, GradeStanding, SignFact, SignMonth } from './sign/sign.ts';
export { refuseBarred } from './conduct/promotion-bar.ts';
export {
  conductOf,
  conductOfMonth,
  NO_CONDUCT,
  type Conduct,
  type ConductWord,
} from './conduct/told-conduct.ts';
export { FORCE_LEVELS, type ForceLevel } from './level/levels.ts';
export type { Carried, LevelsOutcome } from './level/levels.ts';
export { competitorOf } from './level/of-sheet.ts';
export { seatsOf } from './level/quota.ts';
export { reportsOf } from './level/reports.ts';
export { rankUnits, type UnitRank } from './level/rank-units.ts';
export { AppraisalCalendar, CALENDAR_MONTHS, type DaySpan } from './period/appraisal-calendar.ts';
export { deadlinesOf, type Deadline } from './period/deadlines.ts';
export { finalObstacles } from './period/finality.ts';
export { isComputed, period, type Period, type PeriodCommand } from './period/period.decider.ts';
export type { CutOff, PeriodEvent, UnitPublication } from './period/period.events.ts';
export { refuseObstacles, type FinalObstacle, type Obstacle } from './period/obstacles.ts';
export { changedOfficers, clocksOf, running, unpublished } from './period/publication.ts';
export type { PublishedResult } from './period/publication.ts';
export { careerOf, standingOf, type Career, type Standing } from './tier/career.ts';
export { convert, type Conversion, type ConversionMapping } from './tier/conversion.ts';
export { forecastOf, type TierForecast } from './tier/forecast.ts';
export { refuseOverSeats, seatsOn, takesSeat } from './tier/seat-check.ts';
export type { Seats } from './tier/seats.ts';
export { basisOfConversion, basisOfRun } from './tier/tier-basis.ts';
export { tierChange } from './tier/tier-change.decider.ts';
export type { TierChange, TierChangeEvent, TierChangeState } from './tier/tier-change.decider.ts';
export { twelveMonthCost } from './tier/tier-cost.ts';
export { NO_HISTORY, turnAfter } from './tier/tier-history.ts';
export type { GradedYear, Sanction, TierHistory } from './tier/tier-history.ts';
export { tierByYear, type ComingTier, type TierByYear } from './tier/tier-by-year.ts';
export { tierOutlook, type TierOutlook } from './tier/tier-outlook.ts';
export { EDUCATIONS, tierRulesOf, type Education, type TierRules } from './tier/tier-rules.ts';
export { tierRun, type ProposedMove, type TierRun, type WaitingOfficer } from './tier/tier-run.ts';
export { historyOf, type ToldDecision, type ToldYear } from './tier/told-history.ts';
export { leaderOf, mentorOf, roleOf, stayOf } from './case/actions.ts';
export type { CaseAnswer, CaseAsk, CorrectFact, FactContent, FoundPool } from './case/ask.ts';
export type { FoundYear, TellFact, WithdrawFact } from './case/ask.ts';
export type { FoundDecision, FoundLevels, FoundTier, FoundTierRun } from './case/ask.ts';
export type { FoundNotices } from './case/case-closes.ts';
export type { CaseDocument, CaseStay, CaseYear, Patch } from './case/case-document.ts';
export type { CaseFault } from './case/case-fault.ts';
export type { CaseGround, CaseSetting } from './case/case-setting.ts';
export type { CaseFailure } from './case/check.ts';
export { patched } from './case/patch.ts';
export { playable, played, runCase, unplayable, type CaseResult } from './case/run-case.ts';
export type { CasePayLine } from './case/pay-steps.ts';
export { tellCase } from './case/tell-case.ts';
export { annualScore, type AnnualInput, type AnnualScore } from './annual/annual-score.ts';
export { MetricBook } from './metric/metric-book.ts';
export type { CountedFact, MetricDelta, Rates } from './metric/metric-book.ts';
export type { MetricDocument } from './metric/metric-definition.ts';
export { explain } from './explain/explain.ts';
export type { KnownFact, MonthGround, Step } from './explain/ground.ts';
export type { BesideNode, ClauseNode, Explanation, FactNode, GroupNode } from './explain/nodes.ts';
export type { IndicatorNode, StayNode } from './explain/nodes.ts';
export { placeAmong, type Place } from './explain/peers.ts';
export { smallestChange, type SmallestChange } from './explain/smallest-change.ts';
export { talliesOfFacts, whatChanged } from './explain/what-changed.ts';
export type { Known, WhatChanged } from './explain/what-changed.ts';
export { ruleBookOf } from './rules/rule-book-of.ts';
export { firstMonthOf, nameOfRules, versionKey, versionOfMonth } from './rules/rule-versions.ts';
export type { CarriedCase, RuleDocument, RuleEvent, RuleVersion } from './rules/rule-versions.ts';
export type { RuleVersions, VersionName } from './rules/rule-versions.ts';
export { rulesDecider, type RuleCommand } from './rules/rules.decider.ts';
export { differences, type Difference } from './scheme/differences.ts';
export {
  carryOf,
  decideSide,
  type LabCarry,
  type LabPerson,
  type LabUnit,
  type OfficerDecided,
  type SideDecided,
  type SideRules,
  type UnitDecided,
} from './lab/decide-side.ts';
export { personOf, rankOf, type LabRank } from './lab/lab-rank.ts';
export {
  budgetsOf,
  type LabBudgets,
  type LabUnitMonth,
  type UnitBudgets,
} from './lab/lab-units.ts';
export { labYear, YearEffectSum, type LabYear, type YearEffect } from './lab/year-effect.ts';
export { compareSheets, type LabChange, type LabResult, type Sex } from './lab/comparison.ts';
export { labBooks, type LabBooks } from './lab/lab-books.ts';
export { FEWEST_SHOWN, LabReportSum } from './lab/lab-report.ts';
export type { GradeMove, LabReport, MovedSheet, NamedGroup } from './lab/lab-report.ts';
export { metricsOfClause, metricsOfPost } from './scheme/clause-metrics.ts';
export { ANNUAL_GRADES, type AnnualGrade } from './scheme/annual-document.ts';
export type { Fault } from './scheme/fault.ts';
export { RuleBook, type MonthRules } from './scheme/rule-book.ts';
export type { MonthGrade, SchemeDocument } from './scheme/scheme-document.ts';
export { postCode, Scheme, SchemeBook } from './scheme/scheme.ts';
export { adjustmentOf } from './score/adjustment.ts';
export { cohortFigures, cohortKey, cohortLines, cohortValue } from './score/cohort.ts';
export type { CohortFigure, CohortValues } from './score/cohort.ts';
export { ratioFromText, type Measured } from './score/measured.ts';
export { isInCohorts, openCohortLines } from './score/open-cohort-lines.ts';
export { openSheet } from './score/open-sheet.ts';
export { LEAVE_DAYS, type SheetInput } from './score/ruled-stays.ts';
export { spanStarts } from './score/span-starts.ts';
export { countsOf, pooled, talliesAt, type PoolPlace } from './score/pooled.ts';
export { scoreSheet } from './score/score-sheet.ts';
export type { ClauseLine, CohortLine, ConditionLine } from './score/indicator-line.ts';
export type { ScoredIndicator } from './score/indicator-line.ts';
export type { Adjustment, LeftOutStay, NotScoredReason, OpenSheet } from './score/sheet.ts';
export type { ScoredStay, ScoreSheet } from './score/sheet.ts';
export type { HeldRole } from './score/stretch.ts';
export { longestFirst, staysIn, staysOf, type PlacementEvent, type Stay } from './stay/stays.ts';
export { addMonths, IN_TIME, isMonthPosting, marksOf, postingOf } from './tally/posting.ts';
export { postingOfRevision, postingsUpTo } from './tally/posting.ts';
export type { Mark } from './tally/posting.ts';
export { foldEntries, talliesOf, TallySheet, type Entry, type Tally } from './tally/tally.ts';
export { calendarDecider, calendarsInForce } from './calendar/calendar.decider.ts';
export type { CalendarCommand, CalendarDocument } from './calendar/calendar.decider.ts';
export type { CalendarEvent, CalendarName, Calendars } from './calendar/calendar.decider.ts';
export type { CalendarVersion } from './calendar/calendar.decider.ts';
export type { LabGroup } from './lab/lab-group.ts';
export { diaryEntry, type DiaryEntry } from './review/diary.decider.ts';
export { annualRulesIn, evaluationPairs, type EvaluationPairs } from './review/evaluation-pairs.ts';
export { isConfirmed, panelStands, type PanelStand } from './review/panel.ts';
export { yearPartsOf, type ReviewResult, type VoteSum } from './review/review-result.ts';
export { electorsOf, type Roll } from './review/roll.ts';
export { reviewTermsOf } from './review/review-terms.ts';
export { review, type ReviewCommand } from './review/review.decider.ts';
export type { ReviewEvent, ReviewHead } from './review/review.events.ts';
export type { Review } from './review/review.state.ts';
export type { VoteGap } from './review/democratic-score.ts';
export type { LeaderHeld, MentorHeld } from './liability/bindings.ts';
export { graveMetrics } from './liability/fact-penalty.ts';
export { LIABILITY_CODE, liabilityAmounts } from './liability/liability-facts.ts';
export { liability } from './liability/liability.decider.ts';
export type { LiabilityEvent, LiabilityState } from './liability/liability.decider.ts';
export type { SaidLiability } from './liability/liability.decider.ts';
export { LIABLE_ROLES, RC1_LIABILITY, type LiabilityRules } from './liability/liability-rules.ts';
export { liabilityOf, type Binding, type Liability } from './liability/liability.ts';
export { rulingBehind, settledAct, type ActWord, type KnownAct } from './liability/settle-act.ts';
export { annualReason } from './annual/annual-words.ts';
export { monthPartOf, type MonthPart } from './annual/month-part.ts';
export { placeRuledYear, rankResults, type PlacedResult } from './annual/place-year.ts';
export { resultsProposal, type ResultsProposal } from './annual/results-proposal.decider.ts';
export type { ListedResult, ResultsHead } from './annual/results-proposal.events.ts';
export type { ResultsProposalEvent, YearFound } from './annual/results-proposal.events.ts';
export { rollUp, type RolledMonth, type RollupSheet } from './annual/rollup.ts';
export { serviceIn, type ServiceAsk } from './annual/service.ts';
export type { YearGround } from './annual/year-of-officer.ts';
export type { QuotaPool, YearRules } from './annual/year-rules.ts';
export { boundsOfPeriod, isRollup, lastMonthOf, monthsOfPeriod } from './period/rollup-period.ts';
export { periodsAround, ROLLUP_CALENDARS } from './period/rollup-period.ts';
export type { RollupCalendar } from './period/rollup-period.ts';
export { gradeReason, type GradeReason } from './grade/grade-reason.ts';
export { payReason, type PayReason } from './grade/pay-reason.ts';
export { levelClauses } from './level/level-clauses.ts';
export { courseOf, lastProposal, OUTCOME_LABELS, outcomeOf } from './explain/course.ts';
export type { Act, EventPlace, Outcome, ProposalTold } from './explain/course.ts';
export { decidedChanges } from './explain/decided-changes.ts';
export type { DecidedChange, DecidedStanding } from './explain/decided-changes.ts';
export type { CareerStep } from './tier/career-steps.ts';
export { OBJECTION_SUBJECTS, RULING_OUTCOMES } from './appeal/appeal.events.ts';
export type { AppealEvent, RuledChange, RulingOutcome, YearRight } from './appeal/appeal.events.ts';
export { appeals, type AppealCommand } from './appeal/appeals.decider.ts';
export { holdingFinality, isOpen, rulingsIn } from './appeal/appeals.state.ts';
export type { Appeals, Objection } from './appeal/appeals.state.ts';
export { yearOpenTo, type YearOpenTo } from './appeal/year-outlook.ts';
export { rightsAfter, rightsUntil, yearRightOf, yearRights } from './appeal/year-right.ts';
export type { PutRight, YearRightAsk } from './appeal/year-right.ts';
export { unitEffect, yearEffect, type UnitEffect } from './appeal/effect.ts';
export { isOnSheet, isOnYear } from './appeal/on-sheet.ts';
export { hasArrived, ruledChanges, ruledEntries, standingFacts } from './appeal/standing-facts.ts';
export type { ChangeAsk } from './appeal/standing-facts.ts';
export { lastDayToObject, windowFor } from './appeal/window.ts';
export { heldHarmless, type Held } from './grade/hold-harmless.ts';
