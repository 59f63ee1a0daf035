export { annualReason } from './annual-words.ts';
export { monthPartOf, type MonthPart } from './month-part.ts';
export { placeYear, rankResults, type PlacedResult, type YearPerson } from './place-year.ts';
export { resultsProposal, type ResultsProposal } from './results-proposal.decider.ts';
export type {
  ListedResult,
  ResultsHead,
  ResultsProposalEvent,
  YearFound,
} from './results-proposal.events.ts';
export { rollUp, type RolledMonth, type RollupSheet } from './rollup.ts';
export { serviceIn } from './service.ts';
export type { YearGround } from './year-of-officer.ts';
export type { QuotaPool, YearRules } from './year-rules.ts';
export {
  boundsOfPeriod,
  isRollup,
  lastMonthOf,
  monthsOfPeriod,
  ROLLUP_CALENDARS,
  type RollupCalendar,
} from '../period/rollup-period.ts';
export { yearPartsOf } from '../review/review-result.ts';
export { annualRulesIn } from '../review/evaluation-pairs.ts';
