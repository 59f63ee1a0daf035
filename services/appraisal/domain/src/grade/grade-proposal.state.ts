import type {
  Calibration,
  ProposalHead,
  ProposedGrade,
  SeatAbove,
  SeatGiven,
} from './grade-proposal.events.ts';

/** Who acts: the token's subject, and the own officer id of those who have one. */
export interface Person {
  readonly actor: string;
  readonly officer: string | null;
}

/** A level above a ceiling as it stands. */
export interface KnownSeat extends SeatAbove {
  /** Null while it is refused. */
  readonly given: SeatGiven | null;
}

/** A unit's proposal as it stands. */
export interface GradeProposal {
  readonly status: 'ABSENT' | 'REFUSED' | 'PROPOSED' | 'APPROVED';
  readonly head: ProposalHead | null;
  readonly grades: readonly ProposedGrade[];
  readonly approver: string | null;
  /** By officer: the level as it was placed, and the last move away from it. */
  readonly calibrations: Readonly<Record<string, Calibration>>;
  /** By officer: levels above a ceiling after a month is final, refused until somebody gives them. */
  readonly seats: Readonly<Record<string, KnownSeat>>;
}
