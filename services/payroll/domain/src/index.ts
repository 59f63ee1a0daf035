export {
  acknowledgement,
  type AcknowledgementCommand,
  type AcknowledgementEvent,
  type AcknowledgementState,
  type Answer,
} from './acknowledgement/acknowledgement.decider.ts';
export { changesOf } from './change/change.policy.ts';
export type {
  ChangeKind,
  EmploymentOver,
  GradePaid,
  PaidBefore,
  PayCause,
  PayChange,
  TierMoved,
} from './change/pay-change.ts';
export { locksRun, payDayOf } from './run/pay-run.ts';
export { TIER_PAY_TABLES, tierPayOn, type TierPayTable } from './pay-table/tier-pay.table.ts';
