import type { ReviewRules } from '../review/review-rules.ts';

/** How scores become decisions: a member that is absent means RC-1's values. */
export interface DecisionsDocument {
  readonly reviews?: ReviewRules;
}
