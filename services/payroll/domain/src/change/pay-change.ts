import type { Fen, LocalDay, LocalMonth, Message } from '@ywk/kernel';

/** What other services decided that changes somebody's pay. */
export type PayCause =
  | Message<'GradeDecided', GradePaid>
  | Message<'TierChanged', TierMoved>
  | Message<'EmploymentEnded', EmploymentOver>
  | Message<'AwardGranted' | 'AwardRevoked', AwardMoney>;

export interface GradePaid {
  readonly officer: string;
  readonly period: LocalMonth;
  /** From 1. */
  readonly revision: number;
  readonly performancePay: Fen;
}

export interface TierMoved {
  readonly officer: string;
  readonly from: number;
  readonly to: number;
  /** First day of the new tier; may lie in the past. */
  readonly effectiveDate: LocalDay;
  /** By which pay a month is held up for who was mapped down by a conversion; else 0. */
  readonly protection: Fen;
}

export interface EmploymentOver {
  readonly officer: string;
  /** Last day in service. */
  readonly on: LocalDay;
}

/** Money of a commendation. */
export interface AwardMoney {
  readonly officer: string;
  /** Day of the decision: the money belongs to its month. */
  readonly on: LocalDay;
  readonly amount: Fen;
}

export type ChangeKind =
  | 'PERFORMANCE'
  | 'TIER_PAY'
  | 'PROTECTION'
  | 'EMPLOYMENT_ENDED'
  | 'BACK_PAY'
  | 'CLAWBACK'
  | 'AWARD';

/** One effect on one officer's pay: what a change line says. */
export interface PayChange {
  readonly officer: string;
  readonly kind: ChangeKind;
  /** Month a one-off belongs to; null for a change that holds until the next. */
  readonly originPeriod: LocalMonth | null;
  /** First day it applies. */
  readonly effectiveDate: LocalDay;
  /** Fen: the one-off, the new monthly amount, 0 at the end, or what is added to a paid month. */
  readonly amount: Fen;
  /** Fen: what stood before, which this replaces; null when nothing stands. */
  readonly previousAmount: Fen | null;
  readonly component: 'PERFORMANCE' | 'TIER_PAY' | 'PROTECTION' | 'AWARD' | null;
  /** Month of the run that adds it to a month paid before; null for every other change. */
  readonly run: LocalMonth | null;
}

/** What was told of an officer's pay before a cause, as far as the cause can touch it. */
export interface PaidBefore {
  /** The last run that was locked; null before the first. */
  readonly lockedRun: LocalMonth | null;
  /** Performance pay of the cause's period by the lines so far; null where there is none. */
  readonly performance: { readonly revision: number; readonly amount: Fen } | null;
  /** By which the officer's pay a month is held up until now. */
  readonly protection: Fen;
  /** Last day in service of an employment that is over. */
  readonly leftOn: LocalDay | null;
}
