import type { AnnualGrade } from '../scheme/annual-document.ts';
import type { Decimal } from '../scheme/clause-document.ts';

/** Levels of education that give a newcomer a tier, lowest first. */
export const EDUCATIONS = ['SENIOR_HIGH', 'JUNIOR_COLLEGE', 'BACHELOR', 'MASTER'] as const;
export type Education = (typeof EDUCATIONS)[number];

/** What decides among equal annual totals, and how much of it is better. */
export const TIER_TIES = ['CUSTOM', 'DEDUCTED', 'DEMOCRATIC', 'TIME_ON_TIER'] as const;
export type TierTie = (typeof TIER_TIES)[number];

/** The way up from one tier to the next higher one. */
export interface TierStep {
  readonly from: number;
  /** Credit years asked for. */
  readonly credits: Decimal;
}

/** The most officers on tier 1 … `upTo`: a share of the group before, the first one of the base. */
export interface SeatGroup {
  readonly upTo: number;
  readonly share: Decimal;
}

/** A commendation since the last change of tier asks for fewer credit years. */
export interface EarlyPromotion {
  readonly from: readonly number[];
  /** Codes of commendations that count. */
  readonly commendations: readonly string[];
  readonly lessCredits: Decimal;
}

/** How all incumbents are put on the ladder once. */
export interface ConversionRules {
  /** BETTER: the highest tier that rank, years or education give; FIRST: rank, else years, else education. */
  readonly choose: 'BETTER' | 'FIRST';
  /** Credits earned before the conversion. */
  readonly credits: 'CLEAR' | 'KEEP';
  /** Whether who is mapped down goes on being paid as before. */
  readonly protection: 'KEEP_PAY' | 'NONE';
}

/** The career ladder: 7 (low) … 1 (high) (DOMAIN 2.15, 3.0). */
export interface TierRules {
  /** Lowest tier first. */
  readonly ladder: readonly TierStep[];
  /** Credit years by annual grade. */
  readonly credits: Readonly<Record<AnnualGrade, Decimal>>;
  /** A year counts when enough of it was spent on a tier and not too much of it on leave. */
  readonly year: { readonly leastTierMonths: Decimal; readonly mostLeaveMonths: Decimal };
  /** An incompetent year: so many tiers down, then so many whole years without promotion. */
  readonly demotion: { readonly tiers: number; readonly waitYears: number };
  readonly seats: {
    /** What the first share is taken of: approved posts, or people in service. */
    readonly base: 'ESTABLISHMENT' | 'ACTIVE';
    /** Outermost first, each inside the one before. */
    readonly groups: readonly SeatGroup[];
  };
  /** Order of equal annual totals; who is still equal at the last seat leaves it empty. */
  readonly ties: readonly TierTie[];
  readonly early?: EarlyPromotion;
  /** Tier of a newcomer after the trainee time. */
  readonly entry: Readonly<Record<Education, number>>;
  readonly conversion: ConversionRules;
}

/**
 * The ladder of RC-1, for schemes that say nothing of tiers (DOMAIN 3.0; [P5] for shares, entry and
 * early promotion). "Tier 2 and below" of [P5] are all tiers from which one can rise.
 */
export const RC1_TIERS: TierRules = {
  ladder: [
    { from: 7, credits: 3 },
    { from: 6, credits: 3 },
    { from: 5, credits: 3 },
    { from: 4, credits: 4 },
    { from: 3, credits: 4 },
    { from: 2, credits: 4 },
  ],
  credits: { EXCELLENT: '1.5', COMPETENT: 1, BASIC: 0, INCOMPETENT: 0 },
  year: { leastTierMonths: 6, mostLeaveMonths: 6 },
  demotion: { tiers: 1, waitYears: 0 },
  seats: {
    base: 'ESTABLISHMENT',
    groups: [
      { upTo: 3, share: '30%' },
      { upTo: 1, share: '30%' },
    ],
  },
  ties: ['CUSTOM', 'DEDUCTED', 'DEMOCRATIC'],
  early: {
    from: [7, 6, 5, 4, 3, 2],
    commendations: ['BRAVERY', 'CITY_HONOUR', 'FOUR_STAR'],
    lessCredits: 1,
  },
  entry: { SENIOR_HIGH: 7, JUNIOR_COLLEGE: 6, BACHELOR: 5, MASTER: 4 },
  conversion: { choose: 'BETTER', credits: 'CLEAR', protection: 'KEEP_PAY' },
};

/** The tiers' settings of a scheme; RC-1's where it has none. */
export const tierRulesOf = (scheme: {
  readonly decisions?: { readonly tiers?: TierRules };
}): TierRules => scheme.decisions?.tiers ?? RC1_TIERS;

/** The lowest tier, from which nobody is moved down. */
export const lowestTier = ({ ladder }: TierRules): number =>
  Math.max(...ladder.map(({ from }) => from));
