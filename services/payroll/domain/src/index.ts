export {
  acknowledgement,
  type AcknowledgementCommand,
  type AcknowledgementEvent,
  type AcknowledgementState,
  type Answer,
} from './acknowledgement/acknowledgement.decider.ts';
export {
  changesOf,
  type ChangeKind,
  type EmploymentOver,
  type GradePaid,
  type PayCause,
  type PayChange,
  type TierMoved,
} from './change/change.policy.ts';
export { TIER_PAY_TABLES, tierPayOn, type TierPayTable } from './pay-table/tier-pay.table.ts';
