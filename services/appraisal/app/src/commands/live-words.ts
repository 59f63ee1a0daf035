import type {
  AnnualScore,
  CaseAsk,
  CasePayLine,
  CaseYear,
  FoundDecision,
  FoundLevels,
  FoundNotices,
  FoundPool,
  FoundTier,
  FoundTierRun,
  FoundYear,
  RuleDocument,
  SaidLiability,
  SchemeDocument,
  ScoreSheet,
  TellFact,
} from '@ywk/appraisal-domain';
import type { RejectionFacts } from '@ywk/kernel';

/** A fact or its reversal as the public door shows it. */
export interface SeenFact {
  readonly code: string;
  readonly sign: 1 | -1;
  readonly occurredAt: string;
  /** Empty for what came in time, `r2` for what a revision added. */
  readonly posted: string;
  readonly amounts: Readonly<Record<string, number>>;
}

/** What a running system answered, in the words of the story. */
export type LiveAnswer =
  | { readonly kind: 'DONE' }
  | {
      readonly kind: 'REFUSED';
      readonly code: string;
      readonly detail: string;
      readonly facts?: RejectionFacts;
    }
  /** No door takes this yet. */
  | { readonly kind: 'UNSUPPORTED' }
  | {
      readonly kind: 'SHEET';
      readonly sheet: ScoreSheet;
      readonly revision: number;
      readonly scheme: SchemeDocument;
      readonly facts: readonly SeenFact[];
      readonly decided: FoundDecision | null;
    }
  /** Officers by level or annual grade; what is to be reported of a year follows from its seats. */
  | ({
      readonly kind: 'LEVELS';
      readonly placed: Readonly<Record<string, readonly string[]>>;
    } & Omit<FoundLevels, 'placed'>)
  | ({ readonly kind: 'TIER' } & FoundTier)
  | ({ readonly kind: 'TIER_RUN' } & FoundTierRun)
  | { readonly kind: 'PAY_LINES'; readonly lines: readonly CasePayLine[] }
  | { readonly kind: 'LIABLE'; readonly liabilities: readonly SaidLiability[] }
  | ({ readonly kind: 'POOLED' } & FoundPool)
  | ({ readonly kind: 'NOTICES' } & FoundNotices)
  | ({ readonly kind: 'YEAR' } & AnnualScore & Pick<FoundYear, 'months'>)
  /** A document that is to be changed. */
  | { readonly kind: 'DOCUMENT'; readonly document: Readonly<Record<string, unknown>> };

export type Act<Name> = Extract<CaseAsk, { readonly act: Name }>;
export type Counting = Act<'TELL' | 'CORRECT' | 'WITHDRAW'>;

/** What never changes about a fact. */
export type Subject = Pick<TellFact, 'officer' | 'code'>;

/** What a running system is asked: what a story asks, or a document that a story changes. */
export type LiveAsk =
  | Exclude<CaseAsk, { readonly act: 'YEAR' | 'WITHDRAW' } | { readonly ask: 'YEAR' }>
  /** With what the story says of the fact elsewhere: it may be taken back before it is told. */
  | (Act<'WITHDRAW'> & { readonly about: Subject | null })
  /** Nothing of a year is kept there: all that was told goes with the question. */
  | {
      readonly ask: 'YEAR';
      readonly officer: string;
      readonly year: number;
      readonly told: CaseYear | null;
      readonly at: string;
    }
  | { readonly ask: 'COPY'; readonly month: string; readonly at: string }
  | {
      readonly act: 'RULES';
      readonly kind: RuleDocument['kind'];
      readonly document: unknown;
      readonly draftedBy: string;
      readonly activatedBy: string;
      readonly at: string;
    };

/** Somebody who puts it to a running system. */
export type LiveSystem = (ask: LiveAsk) => Promise<LiveAnswer>;
