import { Rejection, type Fen, type LocalDay } from '@ywk/kernel';

/** Monthly pay by career tier, in force from a day on until the next version's. */
export interface TierPayTable {
  readonly version: string;
  /** First day in force, Asia/Shanghai. */
  readonly from: LocalDay;
  /** Fen a month by tier, 7 (low) … 1 (high). */
  readonly monthly: Readonly<Record<number, Fen>>;
}

/** Tier pay of the reference configuration (DOMAIN 3.0, row Tier pay). Oldest version first. */
export const TIER_PAY_TABLES: readonly TierPayTable[] = [
  {
    version: 'rc-1@1',
    from: '2000-01-01',
    monthly: {
      7: 10_000,
      6: 20_000,
      5: 35_000,
      4: 50_000,
      3: 70_000,
      2: 95_000,
      1: 120_000,
    },
  },
];

/**
 * What a tier pays a month on a day, in fen.
 * @throws Rejection TIER_PAY_UNKNOWN when no version covers the day or the tier
 */
export const tierPayOn = (
  tier: number,
  day: LocalDay,
  tables: readonly TierPayTable[] = TIER_PAY_TABLES,
): Fen => {
  const inForce = tables.filter(({ from }) => from <= day).at(-1);
  const amount = inForce?.monthly[tier];
  if (amount === undefined) {
    throw new Rejection(
      'TIER_PAY_UNKNOWN',
      { zh: '工资表未涵盖该层级在该日的工资。', en: 'No pay table covers this tier on this day.' },
      { tier, day },
    );
  }
  return amount;
};
