import type { Instant, LocalDay, Message } from '@ywk/kernel';

/** What every step of a case repeats. */
export interface CaseStep {
  readonly case: string;
  readonly officer: string;
  readonly on: LocalDay;
  /** Number of the document. */
  readonly evidence: string;
}

export interface ImposedSanction {
  readonly code: string;
  readonly months: number;
  readonly mostMonths: number;
}

/** The fact that goes the normal way of facts. */
export interface CaseFact {
  readonly fact: string;
  readonly code: string;
  readonly amounts: Readonly<Record<string, number>>;
}

/** What a decision holds against the officer; neither: nothing. */
export interface CaseOutcome {
  readonly sanction: ImposedSanction | null;
  readonly fact: CaseFact | null;
}

export const NOTHING_HELD: CaseOutcome = { sanction: null, fact: null };

export const FINDINGS = ['CONFIRMED', 'NOT_CONFIRMED'] as const;
export type Finding = (typeof FINDINGS)[number];

export const REVIEW_RESULTS = ['UPHELD', 'CHANGED', 'ANNULLED'] as const;
export type ReviewResult = (typeof REVIEW_RESULTS)[number];

type Reported = CaseStep & {
  readonly occurredAt: Instant;
  readonly actId: string;
  readonly reporter: string;
};
type Decided = CaseStep & CaseOutcome;

export type DisciplineEvent =
  | Message<'DisciplineReported', Reported>
  | Message<
      'DisciplineVerified',
      CaseStep & { readonly verifier: string; readonly finding: Finding }
    >
  | Message<'DisciplineInformed', CaseStep & { readonly author: string }>
  | Message<'DisciplineHeard', CaseStep & { readonly author: string; readonly waived: boolean }>
  | Message<'DisciplineDecided', Decided & { readonly decider: string }>
  | Message<
      'DisciplineReviewed',
      Decided & { readonly reviewer: string; readonly result: ReviewResult }
    >;

/** Which step a case waits for; a decided one waits for none. */
export type CaseStage = 'VERIFY' | 'INFORM' | 'HEAR' | 'DECIDE' | 'DECIDED' | 'ANNULLED';

/** A case as its events tell it. */
export interface DisciplineState {
  readonly reported: Reported | null;
  readonly verified: readonly { readonly verifier: string; readonly finding: Finding }[];
  readonly informedOn: LocalDay | null;
  readonly heardOn: LocalDay | null;
  readonly decider: string | null;
  readonly decidedOn: LocalDay | null;
  readonly reviewers: readonly string[];
  readonly outcome: CaseOutcome;
  readonly annulled: boolean;
  /** Day and document of the last step. */
  readonly on: LocalDay;
  readonly evidence: string | null;
}

export const UNKNOWN_CASE: DisciplineState = {
  reported: null,
  verified: [],
  informedOn: null,
  heardOn: null,
  decider: null,
  decidedOn: null,
  reviewers: [],
  outcome: NOTHING_HELD,
  annulled: false,
  on: '',
  evidence: null,
};

/** What a case waits for. @param verifiers persons who verify jointly */
export const stageOf = (
  { annulled, decider, heardOn, informedOn, verified }: DisciplineState,
  verifiers: number,
): CaseStage => {
  if (annulled) return 'ANNULLED';
  if (decider !== null) return 'DECIDED';
  if (heardOn !== null) return 'DECIDE';
  if (informedOn !== null) return 'HEAR';
  return verified.length < verifiers ? 'VERIFY' : 'INFORM';
};
