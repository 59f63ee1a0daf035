import type { Fen, LocalDay, LocalMonth } from '@ywk/kernel';
import type { Decimal } from '../scheme/clause-document.ts';

/** What payroll would say of one effect on somebody's pay. */
export interface CasePayLine {
  readonly kind: 'PERFORMANCE' | 'TIER_PAY' | 'PROTECTION' | 'BACK_PAY' | 'CLAWBACK';
  /** Month a one-off belongs to; null for what holds until the next. */
  readonly originPeriod: LocalMonth | null;
  readonly effectiveDate: LocalDay;
  readonly amount: Fen;
  /** Month of the run that adds it to a month paid before; null for every other line. */
  readonly run: LocalMonth | null;
}

/** Yuan by month or by first day. */
type Amounts = Readonly<Record<string, Decimal>>;

/** What is expected of an officer's pay lines: all of each kind that is named. */
export interface PayLinesExpectation {
  /** The officer. */
  readonly payLines: string;
  /** By month, what the run of the month pays for performance. */
  readonly performance?: Amounts;
  /** By run, what it adds to months paid before, or takes from them. */
  readonly added?: Readonly<Record<LocalMonth, Amounts>>;
  /** By first day, tier pay a month. */
  readonly tierPay?: Amounts;
  /** By first day, what is held up a month after a conversion. */
  readonly heldUp?: Amounts;
}
