import {
  addDays,
  Rejection,
  type Fen,
  type LocalDay,
  type LocalMonth,
  type Message,
} from '@ywk/kernel';
import { tierPayOn } from '../pay-table/tier-pay.table.ts';

/** What other services decided that changes somebody's pay. */
export type PayCause =
  | Message<'GradeDecided', GradePaid>
  | Message<'TierChanged', TierMoved>
  | Message<'EmploymentEnded', EmploymentOver>;

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
}

export interface EmploymentOver {
  readonly officer: string;
  /** Last day in service. */
  readonly on: LocalDay;
}

export type ChangeKind = 'PERFORMANCE' | 'TIER_PAY' | 'EMPLOYMENT_ENDED';

/** One effect on one officer's pay: what a change line says. */
export interface PayChange {
  readonly officer: string;
  readonly kind: ChangeKind;
  /** Month a one-off belongs to; null for a change that holds until the next. */
  readonly originPeriod: LocalMonth | null;
  /** First day it applies. */
  readonly effectiveDate: LocalDay;
  /** Fen: the one-off, the new monthly amount, or 0 at the end. */
  readonly amount: Fen;
  /** Fen: the monthly amount before; null when nothing stands. */
  readonly previousAmount: Fen | null;
}

const performance = ({ officer, period, revision, performancePay }: GradePaid): PayChange[] => {
  // A later revision pays the difference to what was paid (DOMAIN 3.0b Revision and back pay).
  // Its whole amount beside the first one would pay the month twice.
  if (revision !== 1) {
    throw new Rejection('REVISION_NOT_PAYABLE', 'Only the first revision of a month is paid yet.', {
      officer,
      period,
      revision,
    });
  }
  return [
    {
      officer,
      kind: 'PERFORMANCE',
      originPeriod: period,
      effectiveDate: `${period}-01`,
      amount: performancePay,
      previousAmount: null,
    },
  ];
};

const tierPay = ({ officer, from, to, effectiveDate }: TierMoved): PayChange[] => {
  if (from === to) return [];
  return [
    {
      officer,
      kind: 'TIER_PAY',
      originPeriod: null,
      effectiveDate,
      amount: tierPayOn(to, effectiveDate),
      previousAmount: tierPayOn(from, effectiveDate),
    },
  ];
};

const ended = ({ officer, on }: EmploymentOver): PayChange => ({
  officer,
  kind: 'EMPLOYMENT_ENDED',
  originPeriod: null,
  effectiveDate: addDays(on, 1),
  amount: 0,
  previousAmount: null,
});

/**
 * The effects of one cause, at most one of each kind, so that (cause, kind) names a line.
 * @throws Rejection REVISION_NOT_PAYABLE, TIER_PAY_UNKNOWN
 */
export const changesOf = (cause: PayCause): PayChange[] => {
  switch (cause.type) {
    case 'GradeDecided':
      return performance(cause.data);
    case 'TierChanged':
      return tierPay(cause.data);
    case 'EmploymentEnded':
      return [ended(cause.data)];
  }
};
