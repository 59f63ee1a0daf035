import type { Fen, LocalDay } from '@ywk/kernel';
import { standingOf, type Standing } from './career.ts';
import { forecastOf } from './forecast.ts';
import { monthlyCost } from './tier-cost.ts';
import { turnAfter, type GradedYear, type TierHistory } from './tier-history.ts';
import { lowestTier, type TierRules } from './tier-rules.ts';

/** A change of tier that may come, seats aside. */
export interface ComingTier {
  readonly to: number;
  readonly on: LocalDay;
  /** Fen a month that it adds to tier pay; negative where it takes. */
  readonly pay: Fen;
}

/** Where a year's grade leaves a career. */
export interface TierByYear {
  /** On the day from which the year counts; null outside a tier. */
  readonly tier: number | null;
  /** Hundredths of a credit year, then. */
  readonly credits: number;
  /** If every later year is competent; null at the top, or where it never leads up. */
  readonly next: ComingTier | null;
}

/** A career with a year as it is supposed, and where it stands then. */
interface Supposed {
  readonly history: TierHistory;
  readonly standing: Standing;
  readonly falls: boolean;
}

interface Given {
  readonly rules: TierRules;
  readonly tierPay: readonly Fen[];
}

/** An incompetent year takes tiers, unless that is decided already. */
const isToFall = ({ moves }: TierHistory, graded: GradedYear | null, on: LocalDay): boolean =>
  graded?.grade === 'INCOMPETENT' &&
  !moves.some(({ effectiveDate, ground }) => effectiveDate === on && ground === 'INCOMPETENT_YEAR');

/** Where a career goes next from where it stands; the tier it stands on when nowhere. */
const stepFrom = (
  tier: number,
  { history, standing, falls }: Supposed,
  rules: TierRules,
): { readonly to: number; readonly on: LocalDay | null } => {
  if (falls) {
    return { to: Math.min(lowestTier(rules), tier + rules.demotion.tiers), on: standing.on };
  }
  const forecast = forecastOf(history, standing, rules);
  return { to: forecast?.to ?? tier, on: forecast?.earliest.COMPETENT ?? null };
};

/**
 * What a career becomes when a year is graded so and no otherwise (DOMAIN 2.15).
 * @param graded null: the year has no grade
 */
export const tierByYear = (
  told: TierHistory,
  { year, graded }: { readonly year: number; readonly graded: GradedYear | null },
  { rules, tierPay }: Given,
): TierByYear => {
  const others = told.years.filter((each) => each.year !== year);
  const history = { ...told, years: [...others, ...(graded === null ? [] : [graded])] };
  const standing = standingOf(history, rules, turnAfter(year));
  const { tier, credits, on } = standing;
  if (tier === null) return { tier, credits, next: null };
  const step = stepFrom(tier, { history, standing, falls: isToFall(told, graded, on) }, rules);
  if (step.on === null || step.to === tier) return { tier, credits, next: null };
  const pay = monthlyCost({ from: tier, to: step.to }, tierPay);
  return { tier, credits, next: { to: step.to, on: step.on, pay } };
};
