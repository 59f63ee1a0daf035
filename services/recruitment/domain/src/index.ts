export {
  holdingsOf,
  refuseTaken,
  type HeldBy,
  type Holding,
  type HoldingKind,
} from './holding/holding.policy.ts';
export {
  officerDecider,
  type HireOfficer,
  type OfficerCommand,
  type RecordLeave,
  type TransferOfficer,
} from './officer/officer.decider.ts';
export type {
  AuxiliaryType,
  HeldRole,
  Mentor,
  OfficerEvent,
  Placement,
  Registered,
  SealedField,
  SecondPost,
  Sex,
} from './officer/officer.events.ts';
export {
  employmentOn,
  evolveOfficer,
  stayOn,
  type Employment,
  type Officer,
  type OfficerState,
  type Stay,
} from './officer/officer.state.ts';
export {
  identityFault,
  normalIdentityNumber,
  type IdentityFault,
} from './person/identity-number.ts';
export {
  unitDecider,
  type BudgetMode,
  type DefineUnit,
  type Unit,
  type UnitEvent,
} from './unit/unit.decider.ts';
export { bindingGaps, type BindingGap } from './unit/binding-gaps.ts';
export { leaderDecider, type Leader, type LeaderEvent } from './unit/leader.decider.ts';
export type { ExitStep } from './exit/exit-path.ts';
export {
  exitDecider,
  type ExitCommand,
  type ExitEvent,
  type ExitState,
} from './exit/exit.decider.ts';
