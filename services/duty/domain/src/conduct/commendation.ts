import type { Fen, Instant, LocalDay, Message } from '@ywk/kernel';

export interface CommendationStep {
  readonly commendation: string;
  readonly on: LocalDay;
  /** Number of the document. */
  readonly evidence: string;
}

export interface ProposedCommendation extends CommendationStep {
  readonly code: string;
  /** In the order of the report. */
  readonly officers: readonly string[];
  /** Moment of the deed. */
  readonly occurredAt: Instant;
  /** The case that is rewarded; null for none. */
  readonly matter: string | null;
  /** The series that the case belongs to; null for none. */
  readonly series: string | null;
  readonly ownDuty: boolean;
}

/** What one officer has of it. */
export interface GrantedShare {
  readonly officer: string;
  readonly amount: Fen;
  readonly fact: string | null;
}

export type CommendationEvent =
  | Message<'CommendationProposed', ProposedCommendation & { readonly author: string }>
  | Message<'CommendationVerified', CommendationStep & { readonly verifier: string }>
  | Message<
      'CommendationDecided',
      CommendationStep & { readonly decider: string; readonly granted: readonly GrantedShare[] }
    >
  | Message<'CommendationAnnulled', CommendationStep & { readonly reviewer: string }>;

export interface CommendationState {
  readonly proposed: (ProposedCommendation & { readonly author: string }) | null;
  readonly verifier: string | null;
  readonly decided: {
    readonly decider: string;
    readonly on: LocalDay;
    readonly evidence: string;
    readonly granted: readonly GrantedShare[];
  } | null;
  readonly annulled: boolean;
  /** Day of the last step. */
  readonly on: LocalDay;
}

export const UNKNOWN_COMMENDATION: CommendationState = {
  proposed: null,
  verifier: null,
  decided: null,
  annulled: false,
  on: '',
};

export type CommendationStage = 'VERIFY' | 'AWARD' | 'GRANTED' | 'REFUSED' | 'ANNULLED';

/** Where a commendation stands. */
export const commendationStage = ({
  annulled,
  decided,
  verifier,
}: CommendationState): CommendationStage => {
  if (annulled) return 'ANNULLED';
  if (decided !== null) return decided.granted.length > 0 ? 'GRANTED' : 'REFUSED';
  return verifier === null ? 'VERIFY' : 'AWARD';
};
