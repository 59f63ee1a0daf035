import { monthOf, type Fen, type LocalMonth } from '@ywk/kernel';
import type { TierMove } from './tier-history.ts';

const monthNumber = (month: LocalMonth): number =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));

/** Fen a month that a move adds, or takes when negative. @throws RangeError for a tier without pay */
export const monthlyCost = (
  { from, to }: Pick<TierMove, 'from' | 'to'>,
  tierPay: readonly Fen[],
): Fen => {
  const [before, after] = [tierPay[from - 1], tierPay[to - 1]];
  if (before === undefined || after === undefined) {
    throw new RangeError(`Tier ${before === undefined ? from : to} has no pay.`);
  }
  return after - before;
};

const YEAR = 12;

/**
 * What moves cost in the twelve months from one on, in fen: tier pay of every month from their
 * effective date, back pay for months before `from` included.
 */
export const twelveMonthCost = (
  moves: readonly Pick<TierMove, 'from' | 'to' | 'effectiveDate'>[],
  { from, tierPay }: { readonly from: LocalMonth; readonly tierPay: readonly Fen[] },
): Fen =>
  moves.reduce((sum, move) => {
    const until = monthNumber(from) + YEAR;
    const months = Math.max(0, until - monthNumber(monthOf(move.effectiveDate)));
    return sum + months * monthlyCost(move, tierPay);
  }, 0);
