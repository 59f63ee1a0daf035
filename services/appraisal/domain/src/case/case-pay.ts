import {
  daysBetween,
  localDay,
  monthBounds,
  monthOf,
  ratio,
  Rejection,
  toHundredths,
  type Fen,
  type Instant,
  type LocalDay,
  type LocalMonth,
} from '@ywk/kernel';
import { addMonths } from '../tally/posting.ts';
import type { TierChange } from '../tier/tier-change.decider.ts';
import type { CasePayLine } from './pay-steps.ts';

/** A change of tier as it was approved, with what it changes of the pay. Amounts in fen a month. */
export interface PaidMove {
  readonly officer: string;
  readonly effectiveDate: LocalDay;
  readonly from: Fen;
  readonly to: Fen;
  /** What is held up with the new tier. */
  readonly protection: Fen;
}

/** What a change of tier makes of the pay. @param tierPay fen a month, tier 1 first */
export const paidMove = (
  { officer, from, to, effectiveDate, ground }: TierChange,
  tierPay: readonly Fen[],
  converted?: { readonly protection: Fen },
): PaidMove => {
  const monthly = (tier: number): Fen => tierPay[tier - 1] ?? 0;
  const protection = ground === 'CONVERSION' ? (converted?.protection ?? 0) : 0;
  return { officer, effectiveDate, from: monthly(from), to: monthly(to), protection };
};

type Months = Pick<CasePayLine, 'originPeriod' | 'amount'>;

/** Active calendar days ÷ days of the month, HALF_UP to the fen (DOMAIN 3.0 Proration). */
const partOf = (month: LocalMonth, from: LocalDay, monthly: Fen): Fen => {
  const { from: first, until } = monthBounds(month);
  const days = daysBetween(first, until);
  const active = days - Math.max(0, daysBetween(first, from));
  return toHundredths(ratio(monthly * active, days * 100));
};

/**
 * What decisions oblige payroll to pay: until a run is locked a later decision replaces an earlier;
 * afterwards it adds or takes the difference in the next run (DOMAIN 3.0b, 3.0c.18).
 */
export class CasePay {
  private locked: LocalMonth | null = null;
  private readonly lines = new Map<string, CasePayLine[]>();
  /** Performance pay that stands, by officer and month. */
  private readonly paid = new Map<string, Fen>();
  private readonly heldUp = new Map<string, Fen>();

  /** Everybody's lines, in the order in which they came about. */
  linesOf(officer: string): readonly CasePayLine[] {
    return this.lines.get(officer) ?? [];
  }

  /** A run is paid, and all before it. @throws Rejection PAY_RUN_NOT_BEGUN */
  lock(run: LocalMonth, at: Instant): void {
    const currentMonth = monthOf(localDay(at));
    if (run > currentMonth) {
      const detail = {
        zh: `发放月份${run}尚未开始。`,
        en: `The run of ${run} is no run of a month yet.`,
      };
      throw new Rejection('PAY_RUN_NOT_BEGUN', detail, { run, currentMonth });
    }
    if (this.locked === null || run > this.locked) this.locked = run;
  }

  /** A month was decided, or decided anew. @param pays fen by officer */
  decide(month: LocalMonth, pays: ReadonlyMap<string, Fen>): void {
    for (const [officer, amount] of pays) {
      const key = `${officer} ${month}`;
      const before = this.paid.get(key);
      this.paid.set(key, amount);
      // The run of a month pays the performance of the month before.
      if (this.locked !== null && addMonths(month, 1) <= this.locked) {
        this.add(officer, { originPeriod: month, amount: amount - (before ?? 0) });
      } else if (amount !== before) {
        const effectiveDate = monthBounds(month).from;
        this.put(officer, {
          ...{ kind: 'PERFORMANCE', originPeriod: month, effectiveDate, amount, run: null },
        });
      }
    }
  }

  /** Somebody changed tier, from a day that may be long past. */
  move({ officer, effectiveDate: since, from, to, protection }: PaidMove): void {
    const before = this.heldUp.get(officer) ?? 0;
    this.heldUp.set(officer, protection);
    const open = this.locked === null ? since : monthBounds(addMonths(this.locked, 1)).from;
    const rest = { effectiveDate: since > open ? since : open, originPeriod: null, run: null };
    this.put(officer, { kind: 'TIER_PAY', amount: to, ...rest });
    if (protection !== before) {
      this.put(officer, { kind: 'PROTECTION', amount: protection, ...rest });
    }
    const monthly = to + protection - (from + before);
    for (let month = monthOf(since); month <= (this.locked ?? ''); month = addMonths(month, 1)) {
      this.add(officer, { originPeriod: month, amount: partOf(month, since, monthly) });
    }
  }

  private add(officer: string, { originPeriod, amount }: Months): void {
    if (amount === 0 || this.locked === null || originPeriod === null) return;
    const kind = amount > 0 ? 'BACK_PAY' : 'CLAWBACK';
    const effectiveDate = monthBounds(originPeriod).from;
    const run = addMonths(this.locked, 1);
    this.put(officer, { kind, originPeriod, effectiveDate, amount, run });
  }

  private put(officer: string, line: CasePayLine): void {
    this.lines.set(officer, [...this.linesOf(officer), line]);
  }
}
