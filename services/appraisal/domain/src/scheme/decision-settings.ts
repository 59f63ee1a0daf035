import type { TierRules } from '../tier/tier-rules.ts';

/** How decisions follow from scores, a member for each concept; what is not said is as in RC-1. */
export interface DecisionSettings {
  readonly tiers?: TierRules;
}
