import type { LiabilityRules } from '../liability/liability-rules.ts';

/** How scores become decisions: a member that is absent means RC-1's values. */
export interface DecisionsDocument {
  readonly liability?: LiabilityRules;
}
