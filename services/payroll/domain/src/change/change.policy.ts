import { addDays, monthOf, type LocalDay } from '@ywk/kernel';
import { tierPayOn } from '../pay-table/tier-pay.table.ts';
import { addedTo, monthAfter, tierBackPay } from './back-pay.ts';
import type {
  AwardMoney,
  EmploymentOver,
  GradePaid,
  PaidBefore,
  PayCause,
  PayChange,
  TierMoved,
} from './pay-change.ts';

/**
 * The last revision before the lock is paid whole; what a later one adds or takes is a change of its
 * own, and the current month is untouched (DOMAIN 3.0b Revision and back pay).
 */
const performance = (
  { officer, period, revision, performancePay }: GradePaid,
  { performance: paid, lockedRun }: PaidBefore,
): PayChange[] => {
  const { revision: known, amount: stands } = paid ?? { revision: 0, amount: null };
  if (known >= revision) return [];
  const component = 'PERFORMANCE' as const;
  // The run of a month pays the performance of the month before (DOMAIN 3.0c.18).
  if (lockedRun !== null && monthAfter(period) <= lockedRun) {
    const amount = performancePay - (stands ?? 0);
    return addedTo({ officer, originPeriod: period, component, amount }, lockedRun);
  }
  if (stands === performancePay) return [];
  return [
    {
      ...{ officer, kind: component, component, originPeriod: period, run: null },
      ...{ effectiveDate: `${period}-01`, amount: performancePay, previousAmount: stands },
    },
  ];
};

/** Who is mapped down by a conversion keeps the pay, until the next step (DOMAIN W15). */
const heldUp = (
  { officer, protection }: TierMoved,
  { protection: before }: PaidBefore,
  effectiveDate: LocalDay,
): PayChange[] => {
  if (protection === before) return [];
  const component = 'PROTECTION' as const;
  const previousAmount = before === 0 ? null : before;
  const rest = { effectiveDate, amount: protection, previousAmount, run: null };
  return [{ officer, kind: component, component, originPeriod: null, ...rest }];
};

const tierPay = (moved: TierMoved, paid: PaidBefore): PayChange[] => {
  const { officer, from, to } = moved;
  if (from === to) return [];
  const { lockedRun } = paid;
  const open = lockedRun === null ? '' : `${monthAfter(lockedRun)}-01`;
  const effectiveDate = moved.effectiveDate > open ? moved.effectiveDate : open;
  const standing: PayChange = {
    ...{ officer, kind: 'TIER_PAY', component: 'TIER_PAY', originPeriod: null, run: null },
    effectiveDate,
    amount: tierPayOn(to, effectiveDate),
    previousAmount: tierPayOn(from, effectiveDate),
  };
  return [
    standing,
    ...heldUp(moved, paid, effectiveDate),
    ...(lockedRun === null ? [] : tierBackPay(moved, paid, lockedRun)),
  ];
};

const ended = ({ officer, on }: EmploymentOver): PayChange => ({
  officer,
  kind: 'EMPLOYMENT_ENDED',
  component: null,
  originPeriod: null,
  effectiveDate: addDays(on, 1),
  amount: 0,
  previousAmount: null,
  run: null,
});

/** Paid in the run of its month; when that is locked, in the next (DOMAIN 2.18). */
const award = ({ officer, on, amount }: AwardMoney, { lockedRun }: PaidBefore): PayChange[] => {
  const component = 'AWARD' as const;
  const originPeriod = monthOf(on);
  if (lockedRun !== null && originPeriod <= lockedRun) {
    return addedTo({ officer, originPeriod, component, amount }, lockedRun);
  }
  if (amount === 0) return [];
  return [
    {
      ...{ officer, kind: component, component, originPeriod, run: null },
      ...{ effectiveDate: on, amount, previousAmount: null },
    },
  ];
};

/** Taken back in the run of its month, or in the next when that is locked. */
const revoked = ({ officer, on, amount }: AwardMoney, { lockedRun }: PaidBefore): PayChange[] => {
  if (amount === 0) return [];
  const originPeriod = monthOf(on);
  const open = lockedRun === null ? originPeriod : monthAfter(lockedRun);
  const run = open > originPeriod ? open : originPeriod;
  return [
    {
      ...{ officer, kind: 'CLAWBACK', component: 'AWARD', originPeriod, run },
      ...{ effectiveDate: `${originPeriod}-01`, amount: -amount, previousAmount: null },
    },
  ];
};

/**
 * The effects of one cause, at most one of each kind and origin period, so that these name a line.
 * @throws Rejection TIER_PAY_UNKNOWN
 */
export const changesOf = (cause: PayCause, paid: PaidBefore): PayChange[] => {
  switch (cause.type) {
    case 'GradeDecided':
      return performance(cause.data, paid);
    case 'TierChanged':
      return tierPay(cause.data, paid);
    case 'EmploymentEnded':
      return [ended(cause.data)];
    case 'AwardGranted':
      return award(cause.data, paid);
    case 'AwardRevoked':
      return revoked(cause.data, paid);
  }
};
