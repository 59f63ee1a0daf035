import type { PeriodRules } from '../period/period-rules.ts';

/** How scores become decisions; a member that is left out is as RC-1 has it. */
export interface DecisionsDocument {
  readonly periods?: PeriodRules;
}
