import type { Decimal } from '../scheme/clause-document.ts';
import type { Quota } from './quota.ts';

/** What parts people of equal total, in this order: T1, T2, T3 of DOMAIN 3.0. */
export const TIE_STEPS = ['CUSTOM', 'PENALTY', 'DEMOCRATIC'] as const;
export type TieStep = (typeof TIE_STEPS)[number];

/**
 * Who of those still equal after the chain gets seats at a ceiling that are too few for all:
 * nobody (SHRINK), everybody, above the ceiling (INCLUDE), or nobody until a person decides (TIEBREAK).
 */
export const CEILING_TIES = ['SHRINK', 'INCLUDE', 'TIEBREAK'] as const;
export type CeilingTie = (typeof CEILING_TIES)[number];

/** At a floor: everybody of the total at the cut goes in, or the chain parts them. */
export const FLOOR_TIES = ['INCLUDE', 'TIEBREAK'] as const;
export type FloorTie = (typeof FLOOR_TIES)[number];

export const SMALL_UNIT_MODES = ['APPLY', 'EXEMPT', 'MERGE'] as const;
export type SmallUnitMode = (typeof SMALL_UNIT_MODES)[number];

/** Who is counted in n beside those who are always (DOMAIN §5 row 6). */
export interface QuotaBase {
  /** `vetoInBase` of DOMAIN 3.0b: false puts the vetoed into level 4 on top of the quotas. */
  readonly veto: boolean;
  /** People in their trainee time; outside n they get no level. */
  readonly probation: boolean;
  /** People on leave for more than half of the time; outside n they get no level. */
  readonly longLeave: boolean;
  /** Honourees who take no seat. */
  readonly offQuota: boolean;
}

/** How a seat at a ceiling is given among people of equal total. */
export interface CeilingRules {
  readonly tieChain: readonly TieStep[];
  readonly tieAtCeiling: CeilingTie;
}

/** How force levels are placed: member `decisions.levels` of a scheme (DOMAIN 3.0, 3.0c.13, §5). */
export interface LevelRules extends CeilingRules {
  /** At most so many of level 1. */
  readonly level1: Quota;
  /** At most so many of levels 1 and 2 together. */
  readonly levels1And2: Quota;
  /** At least so many of level 4. */
  readonly level4: Quota;
  readonly base: QuotaBase;
  /** Reasons that give level 1 without a seat. */
  readonly offQuotaReasons: readonly string[];
  readonly tieAtFloor: FloorTie;
  /** INCLUDE takes in at most so many times the floor. */
  readonly floorIncludesTimes: number;
  /** Lowest scores fill the floor, or only those below `deservedBelow` and the rest is reported. */
  readonly floorUnmet: 'ENFORCE_LOWEST' | 'REPORT_SHORTFALL';
  /** Points below which somebody deserves level 4. */
  readonly deservedBelow: Decimal;
  readonly smallUnitMode: SmallUnitMode;
  /** Fewer people than that are a small unit. */
  readonly minUnitSize: number;
  /** Parts of seats are kept for the unit's next period. */
  readonly carryFractions: boolean;
  /** Seats above the ceiling that a unit has in a year (DOMAIN 3.0b After publication). */
  readonly reserveSeats: number;
  /** Levels by which a person may move another before the approval, with reason and evidence. */
  readonly calibrationSteps: number;
  /** What units are ranked by: the mean of all their people, or of their sub-units' means. */
  readonly unitMeasure: 'POOLED' | 'MEAN';
}

/** Who may be excellent in a year: member `decisions.annualQuota` (DOMAIN 3.0 Annual, 3.0c.14). */
export interface AnnualQuotaRules extends CeilingRules {
  readonly excellent: Quota;
  readonly base: QuotaBase;
  readonly offQuotaReasons: readonly string[];
  /** A month of one of these grades bars from excellent. */
  readonly barredByGrades: readonly string[];
  /** So does a sanction. */
  readonly barredBySanction: boolean;
}

const BASE: QuotaBase = { veto: true, probation: false, longLeave: true, offQuota: true };

const TIES: CeilingRules = { tieChain: TIE_STEPS, tieAtCeiling: 'SHRINK' };

/** What a scheme without `decisions.levels` means. */
export const RC1_LEVELS: LevelRules = {
  level1: { share: '20%', rounding: 'FLOOR' },
  levels1And2: { share: '60%', rounding: 'FLOOR' },
  level4: { share: '10%', rounding: 'CEIL' },
  base: BASE,
  offQuotaReasons: [],
  ...TIES,
  tieAtFloor: 'INCLUDE',
  floorIncludesTimes: 2,
  floorUnmet: 'ENFORCE_LOWEST',
  deservedBelow: 70,
  smallUnitMode: 'APPLY',
  minUnitSize: 10,
  carryFractions: false,
  reserveSeats: 0,
  calibrationSteps: 1,
  unitMeasure: 'POOLED',
};

/** What a scheme without `decisions.annualQuota` means. */
export const RC1_ANNUAL_QUOTA: AnnualQuotaRules = {
  excellent: { share: '20%', rounding: 'FLOOR' },
  base: BASE,
  offQuotaReasons: [],
  ...TIES,
  barredByGrades: ['G5'],
  barredBySanction: true,
};
