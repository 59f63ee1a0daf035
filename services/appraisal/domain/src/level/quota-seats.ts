import { Rejection, type Label } from '@ywk/kernel';
import { exactly } from '../scheme/decimal.ts';
import type { LevelRules } from './level-rules.ts';
import type { Carried, GroupMode } from './levels.ts';
import { restOf, restText, seatsOf, type Seats } from './quota.ts';

/** Whole seats of the three quotas, and the parts kept for the next period. */
export interface LevelSeats {
  readonly level1: number;
  readonly levels1And2: number;
  readonly level4: number;
  readonly carried: Carried;
}

/** In words, why seats of a level-1 ceiling cannot lie within those of levels 1 and 2. */
const contradiction = (n: number, level1: number, levels1And2: number): Label => ({
  zh: `${n}人中一级可有${level1}人，而一、二级合计只可有${levels1And2}人：两项名额无法同时满足。`,
  en: `Of ${n} people ${level1} may be level 1 but only ${levels1And2} levels 1 and 2 together: both cannot hold.`,
});

const SHARES: Label = {
  zh: '一级的比例大于一、二级合计的比例：两项名额无法同时满足。',
  en: 'The share of level 1 is above that of levels 1 and 2 together: both cannot hold.',
};

const KEPT_PARTS: Label = {
  zh: '结转小数名额时，一级及一、二级合计的名额须向下取整。',
  en: 'Parts of seats can be kept only where level 1 and levels 1 and 2 round down.',
};

const roundDown = (rules: LevelRules): boolean =>
  [rules.level1, rules.levels1And2].every(({ rounding }) => rounding === 'FLOOR');

/** Why the rules cannot hold for n people, in words; null for a sound combination. */
export const impossibleAt = (rules: LevelRules, n: number): Label | null => {
  if (exactly(rules.level1.share).compare(exactly(rules.levels1And2.share)) > 0) return SHARES;
  if (rules.carryFractions && !roundDown(rules)) return KEPT_PARTS;
  const level1 = seatsOf(rules.level1, n).seats;
  const levels1And2 = seatsOf(rules.levels1And2, n).seats;
  return level1 > levels1And2 ? contradiction(n, level1, levels1And2) : null;
};

/**
 * A level-1 seat that comes due by parts kept from earlier periods lies within levels 1 and 2: it is
 * lent from their next periods. Both stay within one seat of their shares.
 */
const nested = ({ seats, rest }: Seats, level1: number): Seats => {
  const lent = Math.max(0, level1 - seats);
  return { seats: seats + lent, rest: rest.sub(lent) };
};

/**
 * The seats of n people.
 * @param carried what the group kept from earlier periods; looked at where the rules keep parts
 * @throws Rejection QUOTAS_IMPOSSIBLE, with the reason in words
 */
export const levelSeats = (
  rules: LevelRules,
  n: number,
  { carried = {}, mode }: { readonly carried?: Carried; readonly mode: GroupMode },
): LevelSeats => {
  const reason = impossibleAt(rules, n);
  if (reason !== null) throw new Rejection('QUOTAS_IMPOSSIBLE', reason, { n, reason });
  const kept = rules.carryFractions ? carried : {};
  const level1 = seatsOf(rules.level1, n, restOf(kept.LEVEL_1));
  const both = nested(seatsOf(rules.levels1And2, n, restOf(kept.LEVELS_1_AND_2)), level1.seats);
  // Who is exempt owes nothing, and keeps nothing for later.
  const level4 = seatsOf(rules.level4, mode === 'EXEMPT' ? 0 : n, restOf(kept.LEVEL_4));
  const rests = {
    LEVEL_1: restText(level1.rest),
    LEVELS_1_AND_2: restText(both.rest),
    LEVEL_4: restText(level4.rest),
  };
  return {
    level1: level1.seats,
    levels1And2: both.seats,
    level4: level4.seats,
    carried: rules.carryFractions ? rests : {},
  };
};
