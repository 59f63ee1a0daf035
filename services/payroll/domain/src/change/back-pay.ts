import {
  addDays,
  daysBetween,
  monthBounds,
  monthOf,
  ratio,
  toHundredths,
  type Fen,
  type LocalDay,
  type LocalMonth,
} from '@ywk/kernel';
import { tierPayOn } from '../pay-table/tier-pay.table.ts';
import type { PaidBefore, PayChange, TierMoved } from './pay-change.ts';

/** The month that follows: the run in which what is decided after a locked one is paid. */
export const monthAfter = (month: LocalMonth): LocalMonth => monthOf(monthBounds(month).until);

/** Something is added to a month that was paid before, or taken back from it. */
export const addedTo = (
  {
    officer,
    originPeriod,
    component,
    amount,
  }: {
    readonly officer: string;
    readonly originPeriod: LocalMonth;
    readonly component: 'PERFORMANCE' | 'TIER_PAY' | 'AWARD';
    readonly amount: Fen;
  },
  lockedRun: LocalMonth,
): PayChange[] => {
  if (amount === 0) return [];
  const kind = amount > 0 ? 'BACK_PAY' : 'CLAWBACK';
  const effectiveDate = `${originPeriod}-01`;
  const run = monthAfter(lockedRun);
  const rest = { effectiveDate, previousAmount: null, component, run };
  return [{ officer, kind, originPeriod, amount, ...rest }];
};

/** Active calendar days ÷ days of the month, HALF_UP to the fen (DOMAIN 3.0, row Proration). */
const prorated = (monthly: Fen, { active, days }: { active: number; days: number }): Fen =>
  toHundredths(ratio(monthly * active, days * 100));

const later = (a: LocalDay, b: LocalDay): LocalDay => (a > b ? a : b);
const earlier = (a: LocalDay, b: LocalDay): LocalDay => (a < b ? a : b);

/** What a month that was paid on the old tier lacks, or has too much: what is held up is part of it. */
const differenceIn = (
  month: LocalMonth,
  { from, to, effectiveDate, protection }: TierMoved,
  { leftOn, protection: before }: Pick<PaidBefore, 'leftOn' | 'protection'>,
): Fen => {
  const { from: first, until } = monthBounds(month);
  const begins = later(first, effectiveDate);
  const ends = leftOn === null ? addDays(until, -1) : earlier(addDays(until, -1), leftOn);
  const active = Math.max(0, daysBetween(begins, ends) + 1);
  const monthly = tierPayOn(to, begins) + protection - (tierPayOn(from, begins) + before);
  return prorated(monthly, { active, days: daysBetween(first, until) });
};

/**
 * One change for each month that was paid on the old tier: tier pay belongs to the month of its run
 * (DOMAIN 3.0c.18, W15). @throws Rejection TIER_PAY_UNKNOWN
 */
export const tierBackPay = (
  moved: TierMoved,
  { leftOn, protection }: PaidBefore,
  lockedRun: LocalMonth,
): PayChange[] => {
  const { officer, effectiveDate } = moved;
  // Whoever left before and came back has been hired anew since.
  const ended = leftOn !== null && leftOn >= effectiveDate ? leftOn : null;
  const changes: PayChange[] = [];
  for (let month = monthOf(effectiveDate); month <= lockedRun; month = monthAfter(month)) {
    const amount = differenceIn(month, moved, { leftOn: ended, protection });
    changes.push(
      ...addedTo({ officer, originPeriod: month, component: 'TIER_PAY', amount }, lockedRun),
    );
  }
  return changes;
};
