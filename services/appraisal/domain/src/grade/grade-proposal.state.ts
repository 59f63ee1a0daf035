import type { Calibration, ProposalHead, ProposedGrade } from './grade-proposal.events.ts';

/** Who acts: the token's subject, and the own officer id of those who have one. */
export interface Person {
  readonly actor: string;
  readonly officer: string | null;
}

/** A unit's proposal as it stands. */
export interface GradeProposal {
  readonly status: 'ABSENT' | 'REFUSED' | 'PROPOSED' | 'APPROVED';
  readonly head: ProposalHead | null;
  readonly grades: readonly ProposedGrade[];
  readonly approver: string | null;
  /** By officer: the level as it was placed, and the last move away from it. */
  readonly calibrations: Readonly<Record<string, Calibration>>;
}
