import type { YearRules } from '../annual/year-rules.ts';
import type { AppealRules } from '../appeal/appeal-rules.ts';
import type { AnnualQuotaRules, LevelRules } from '../level/level-rules.ts';
import type { LiabilityRules } from '../liability/liability-rules.ts';
import type { CalendarRules } from '../period/appraisal-calendar.ts';
import type { PeriodRules } from '../period/period-rules.ts';
import type { ReviewRules } from '../review/review-rules.ts';
import type { SignRules } from '../sign/sign-rules.ts';
import type { TierRules } from '../tier/tier-rules.ts';

/** How scores become decisions: a member that is absent means RC-1's values. */
export interface DecisionsDocument {
  readonly levels?: LevelRules;
  readonly annualQuota?: AnnualQuotaRules;
  readonly year?: YearRules;
  readonly tiers?: TierRules;
  readonly calendar?: CalendarRules;
  readonly periods?: PeriodRules;
  readonly appeals?: AppealRules;
  readonly reviews?: ReviewRules;
  readonly liability?: LiabilityRules;
  readonly signs?: SignRules;
}
