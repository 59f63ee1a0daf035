export {
  callOf,
  STAMPS,
  type Call,
  type Order,
  type OrderStep,
  type StampName,
  type Step,
} from './call/call.ts';
export {
  assessAgain,
  claimWrongDispatch,
  dispatcherOf,
  ruleCallFact,
  ruleWrongDispatch,
  takeIn,
  type Decision,
  type RuleCase,
  type TakeIn,
} from './call/call.decider.ts';
export {
  factChanges,
  factsOf,
  sameAssessment,
  type Assessment,
  type CallFact,
  type ResolveOperator,
  type RuledCallFact,
  type WaitingFact,
} from './call/call-facts.ts';
export {
  UNKNOWN_CALL,
  withEvents,
  wrongOrders,
  type CallEvent,
  type CallHistory,
  type Claim,
  type Ruling,
  type WrongDispatchCase,
} from './call/call-history.ts';
export {
  operatorOf,
  operatorsOf,
  type CallAttributes,
  type DispatchChange,
  type DispatchEvent,
  type DispatchKind,
  type OperatorRef,
} from './call/dispatch-event.ts';
export {
  catalogueDecider,
  type CatalogueCommand,
  type CatalogueEvent,
  type CatalogueState,
  type CatalogueVersion,
} from './catalogue/catalogue.decider.ts';
export { catalogueFaults, type CatalogueFault } from './catalogue/catalogue-faults.ts';
export {
  FactCatalogue,
  type ActLine,
  type AmountRule,
  type CatalogueDocument,
  type FactCode,
  type FactOwner,
  type TotalLine,
} from './catalogue/fact-catalogue.ts';
export {
  entry,
  factUnknown,
  type EntryCommand,
  type JudgeVersion,
  type PutVersion,
  type RuleFact,
} from './entry/entry.decider.ts';
export {
  countingOf,
  factEffects,
  standingOf,
  stateOf,
  topOf,
  UNKNOWN_ENTRY,
  vouchedIn,
  type EntryEvent,
  type EntryStanding,
  type EntryState,
  type EntrySubject,
  type EntryVersion,
  type RuledContent,
  type FactContent,
  type Verdict,
} from './entry/entry.ts';
export { checkEntered, type EnteredFact } from './fact/fact-check.ts';
export { decimalText } from './figure/decimal.ts';
export {
  figuresOf,
  percentileOf,
  type FigureRule,
  type IntervalFigures,
  type PercentileRule,
  type Within,
} from './figure/figures.ts';
export { elapsed, intervalOf, type CallStamps, type Interval } from './figure/interval.ts';
export {
  holdsOf,
  officerAt,
  operatorsTouched,
  staysOf,
  type Hold,
  type Placement,
  type Service,
  type Stay,
} from './operator/operator-intervals.ts';
export { LIABILITY_CODE } from './fact/liability-code.ts';
export {
  RC1_CONDUCT,
  type AwardRule,
  type ConductRules,
  type PerCaseRules,
  type SanctionRule,
} from './conduct/conduct-rules.ts';
export {
  awardFact,
  awardRule,
  rewardedOnce,
  commendationDecider,
  type CommendationCommand,
} from './conduct/commendation.decider.ts';
export {
  commendationStage,
  type CommendationEvent,
  type CommendationState,
  type ProposedCommendation,
} from './conduct/commendation.ts';
export { commendationUnknown, disciplineUnknown } from './conduct/conduct-refusals.ts';
export { commendationDue, disciplineDue, type DueStep } from './conduct/conduct-due.ts';
export { disciplineDecider, type DisciplineCommand } from './conduct/discipline.decider.ts';
export {
  FINDINGS,
  REVIEW_RESULTS,
  stageOf,
  type CaseFact,
  type DisciplineEvent,
  type DisciplineState,
} from './conduct/discipline.ts';
export {
  leaveDecider,
  leaveUnknown,
  type LeaveCommand,
  type LeaveEvent,
  type LeaveState,
} from './conduct/leave.decider.ts';
export type { Actor } from './conduct/person.ts';
