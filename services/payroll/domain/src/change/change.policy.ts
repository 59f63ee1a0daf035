import { addDays, type LocalDay } from '@ywk/kernel';
import { tierPayOn } from '../pay-table/tier-pay.table.ts';
import { addedTo, monthAfter, tierBackPay } from './back-pay.ts';
import type {
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
  }
};
