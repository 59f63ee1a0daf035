import {
  leaderNamed,
  mentorBound,
  officerHired,
  officerLeft,
  officerRegistered,
  officerTransferred,
  personnelCutOff,
  roleHeld,
  secondPostHeld,
  subjectErased,
  subjectRestricted,
  unitDefined,
  type PeriodCutOff,
} from '@ywk/contracts';
import type { LeaderEvent, OfficerEvent, UnitEvent } from '@ywk/recruitment-domain';

/** Under which contract each of our events goes out. */
const CONTRACTS = {
  OfficerRegistered: officerRegistered,
  OfficerHired: officerHired,
  OfficerTransferred: officerTransferred,
  SecondPostHeld: secondPostHeld,
  RoleHeld: roleHeld,
  MentorBound: mentorBound,
  OfficerLeft: officerLeft,
  SubjectErased: subjectErased,
  SubjectRestricted: subjectRestricted,
} as const;

interface PublishedEvent {
  readonly type: string;
  readonly v: number;
  readonly data: unknown;
}

/** An officer's event as others see it. */
export const publishOfficer = ({ type, data }: OfficerEvent): PublishedEvent => ({
  type,
  v: CONTRACTS[type].v,
  data,
});

/** A unit as others see it. */
export const publishUnit = ({ type, data }: UnitEvent): PublishedEvent => ({
  type,
  v: unitDefined.v,
  data,
});

/** Who leads, as others see it. */
export const publishLeader = ({ type, data }: LeaderEvent): PublishedEvent => ({
  type,
  v: leaderNamed.v,
  data,
});

/** The marker of a period's end in the log of personnel. */
export const publishMarker = (cutOff: PeriodCutOff): PublishedEvent => ({
  type: personnelCutOff.type,
  v: personnelCutOff.v,
  data: cutOff,
});
