import type { Fen, LocalDay } from '@ywk/kernel';
import { standingOf } from './career.ts';
import { forecastOf } from './forecast.ts';
import { monthlyCost } from './tier-cost.ts';
import { turnAfter, type GradedYear, type TierHistory, type TierMove } from './tier-history.ts';
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

interface Given {
  readonly rules: TierRules;
  readonly tierPay: readonly Fen[];
}

const isDemotedOn =
  (on: LocalDay) =>
  ({ effectiveDate, ground }: TierMove): boolean =>
    effectiveDate === on && ground === 'INCOMPETENT_YEAR';

/**
 * What a career becomes when a year is graded so and no otherwise (DOMAIN 2.15).
 * @param graded null: the year has no grade
 */
export const tierByYear = (
  history: TierHistory,
  { year, graded }: { readonly year: number; readonly graded: GradedYear | null },
  { rules, tierPay }: Given,
): TierByYear => {
  const others = history.years.filter((each) => each.year !== year);
  const supposed = { ...history, years: [...others, ...(graded === null ? [] : [graded])] };
  const on = turnAfter(year);
  const standing = standingOf(supposed, rules, on);
  const { tier, credits } = standing;
  const comes = (to: number, day: LocalDay): ComingTier | null =>
    tier === null || to === tier
      ? null
      : { to, on: day, pay: monthlyCost({ from: tier, to }, tierPay) };
  if (graded?.grade === 'INCOMPETENT' && !history.moves.some(isDemotedOn(on))) {
    const lower = Math.min(lowestTier(rules), (tier ?? 0) + rules.demotion.tiers);
    return { tier, credits, next: comes(lower, on) };
  }
  const forecast = forecastOf(supposed, standing, rules);
  const earliest = forecast?.earliest.COMPETENT ?? null;
  const next = forecast === undefined || earliest === null ? null : comes(forecast.to, earliest);
  return { tier, credits, next };
};
