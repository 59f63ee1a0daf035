import {
  commendationAnnulled,
  commendationDecided,
  commendationGranted,
  commendationProposed,
  commendationRevoked,
  commendationStream,
  commendationVerified,
  conductStream,
  disciplineDecided,
  disciplineHeard,
  disciplineInformed,
  disciplineReported,
  disciplineReviewed,
  disciplineStream,
  disciplineVerified,
  factVouched,
  leaveApproved,
  leaveCancelled,
  leaveGranted,
  leaveRequested,
  leaveStream,
  leaveWithdrawn,
  LOGS,
  matterRewarded,
  matterStream,
  sanctionImposed,
  sanctionLifted,
  vouchStream,
  type CommendationGranted,
  type FactVouched,
  type LeaveGranted,
  type MatterRewarded,
  type SanctionImposed,
} from '@ywk/contracts';
import type { CommendationEvent, DisciplineEvent, LeaveEvent } from '@ywk/duty-domain';
import type { Draft } from './call.publisher.ts';

export type CaseEvent = DisciplineEvent | CommendationEvent | LeaveEvent;

const CONTRACTS = {
  DisciplineReported: disciplineReported,
  DisciplineVerified: disciplineVerified,
  DisciplineInformed: disciplineInformed,
  DisciplineHeard: disciplineHeard,
  DisciplineDecided: disciplineDecided,
  DisciplineReviewed: disciplineReviewed,
  CommendationProposed: commendationProposed,
  CommendationVerified: commendationVerified,
  CommendationDecided: commendationDecided,
  CommendationAnnulled: commendationAnnulled,
  LeaveRequested: leaveRequested,
  LeaveApproved: leaveApproved,
  LeaveWithdrawn: leaveWithdrawn,
} as const;

const STREAMS = {
  DISCIPLINE: disciplineStream,
  COMMENDATION: commendationStream,
  LEAVE: leaveStream,
} as const;
export type ConductKind = keyof typeof STREAMS;

/** Where a case, a commendation or a leave is kept. */
export const casePlace = (kind: ConductKind, id: string) => ({
  log: LOGS.case,
  stream: STREAMS[kind](id),
  key: id,
});

/** Where it stands which commendation rewards a case. */
export const matterPlace = (matter: string) => ({
  log: LOGS.case,
  stream: matterStream(matter),
  key: matter,
});

/** Where what was decided about an officer's conduct is told to others. */
export const conductPlace = (officer: string) => ({
  log: LOGS.conduct,
  stream: conductStream(officer),
  key: officer,
});

/** A step in the words of the log `duty.case`. @param at the moment of saying it */
export const publishCase = ({ type, data }: CaseEvent, at: string): Draft => {
  const occurredAt = 'occurredAt' in data ? data.occurredAt : at;
  return { type, v: CONTRACTS[type].v, data, occurredAt };
};

const draft = (contract: { type: string; v: number }, data: object, occurredAt: string): Draft => ({
  ...{ type: contract.type, v: contract.v },
  data,
  occurredAt,
});

export const publishMatter = (data: MatterRewarded, at: string): Draft =>
  draft(matterRewarded, data, at);

/** A sanction holds; said again of the same case it replaces what was said before. */
export const publishImposed = (data: SanctionImposed, at: string): Draft =>
  draft(sanctionImposed, data, at);

export const publishLifted = (
  data: Pick<SanctionImposed, 'conduct' | 'officer' | 'evidence'>,
  at: string,
): Draft => draft(sanctionLifted, data, at);

export const publishGranted = (data: CommendationGranted, at: string): Draft =>
  draft(commendationGranted, data, at);

/** Repeats all that it was granted with. */
export const publishRevoked = (data: CommendationGranted, at: string): Draft =>
  draft(commendationRevoked, data, at);

export const publishLeave = (data: LeaveGranted, at: string): Draft =>
  draft(leaveGranted, data, at);

export const publishLeaveCancelled = (
  data: Pick<LeaveGranted, 'conduct' | 'officer'>,
  at: string,
): Draft => draft(leaveCancelled, data, at);

/** Where it is told who vouched for a fact about an officer. */
export const vouchPlace = ({ fact, officer }: Pick<FactVouched, 'fact' | 'officer'>) => ({
  log: LOGS.conduct,
  stream: vouchStream(fact),
  key: officer,
});

export const publishVouched = (data: FactVouched, at: string): Draft =>
  draft(factVouched, data, at);
