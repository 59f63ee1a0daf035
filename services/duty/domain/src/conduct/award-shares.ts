import { hundredthsText, Rejection, shareByLargestRemainder, type Fen } from '@ywk/kernel';
import type { AwardRule, PerCaseRules } from './conduct-rules.ts';

/** What an award is divided by. */
export interface Awarded {
  readonly rule: AwardRule;
  readonly perCase: PerCaseRules;
  /** Fen that the decision states; null where the catalogue does. */
  readonly stated: Fen | null;
  readonly ownDuty: boolean;
  /** For each officer, in the order of the report: awards for cases earlier in the calendar year. */
  readonly earlier: readonly number[];
}

/** @throws Rejection AMOUNT_MISSING, AMOUNT_FIXED */
const totalOf = ({ rule, stated }: Awarded): Fen => {
  const { amount, code } = rule;
  if (amount === null && stated === null) {
    throw new Rejection(
      'AMOUNT_MISSING',
      {
        zh: `决定须载明${code}的奖金数额，以分为单位。`,
        en: `The decision states the amount of ${code}, in fen.`,
      },
      { pointer: '/amount' },
    );
  }
  if (amount !== null && stated !== null && stated !== amount) {
    throw new Rejection(
      'AMOUNT_FIXED',
      {
        zh: `${code}的奖金数额为${amount}分（${hundredthsText(amount)}元）。`,
        en: `The amount of ${code} is ${amount} fen.`,
      },
      { pointer: '/amount', amount },
    );
  }
  return amount ?? stated ?? 0;
};

/**
 * The money of each officer, fen: one award split to the fen among joint reporters or the same for
 * each, multiplied from the n-th award of a year on; none where finding it was their duty
 * (DOMAIN 3.0b Per-case awards). The multiplier applies to the rounded share.
 * @throws Rejection AMOUNT_MISSING, AMOUNT_FIXED
 */
export const awardShares = (awarded: Awarded): Fen[] => {
  const { rule, perCase, ownDuty, earlier } = awarded;
  if (rule.perCase && ownDuty) return earlier.map(() => 0);
  const total = totalOf(awarded);
  if (!rule.perCase) return earlier.map(() => total);
  const shares =
    perCase.share === 'EACH'
      ? earlier.map(() => total)
      : shareByLargestRemainder(
          total,
          earlier.map(() => 1),
        );
  return shares.map((share, at) => {
    const nth = (earlier[at] ?? 0) + 1;
    return nth >= perCase.repeatFrom ? share * perCase.repeatMultiplier : share;
  });
};
