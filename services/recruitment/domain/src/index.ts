export { checkDigitOf, identityNumberFault } from './identity/identity-number.ts';
export {
  officer,
  type Hiring,
  type Leaving,
  type OfficerCommand,
  type OfficerEvent,
  type Registration,
} from './officer/officer.decider.ts';
export {
  currentEmployment,
  type DatedPlacement,
  type Employment,
  type Officer,
  type PersonalData,
  type Placement,
  type SealedField,
} from './officer/officer.ts';
export {
  unit,
  type UnitCommand,
  type UnitDefinition,
  type UnitEvent,
  type UnitState,
} from './unit/unit.decider.ts';
