import type { ConductWord } from '../conduct/told-conduct.ts';
import type { Fen, Instant, LocalDay, LocalMonth, Rejection } from '@ywk/kernel';
import type { AnnualScore } from '../annual/annual-score.ts';
import type { QuotaUse } from '../level/levels.ts';
import type { LeaderHeld, MentorHeld } from '../liability/bindings.ts';
import type { SaidLiability } from '../liability/liability.decider.ts';
import type { Scheme } from '../scheme/scheme.ts';
import type { ScoreSheet } from '../score/sheet.ts';
import type { HeldRole } from '../score/stretch.ts';
import type { Stay } from '../stay/stays.ts';
import type { Career } from '../tier/career.ts';
import type { TierForecast } from '../tier/forecast.ts';
import type { TierRun } from '../tier/tier-run.ts';
import type { FoundNotices } from './case-closes.ts';
import type { CaseObjection, CaseRuling } from './appeal-steps.ts';
import type { CaseSchemeEdit, CaseYear } from './case-document.ts';
import type { CasePayLine } from './pay-steps.ts';
import type { ReviewAct } from './review-steps.ts';
import type {
  CaseAnnualGrade,
  CaseConversion,
  CaseSpan,
  CaseTierApproval,
  CaseTierChange,
  CaseTierRun,
} from './tier-steps.ts';

/** A stay that says with which tier an employment begins. */
export interface ToldStay extends Stay {
  readonly tier?: number;
}

/** Something that happens to careers. */
export type TierAction =
  | {
      readonly kind: 'GRADES';
      readonly officer: string;
      readonly grades: Readonly<Record<string, CaseAnnualGrade>>;
    }
  | { readonly kind: 'LEAVE'; readonly officer: string; readonly leave: readonly CaseSpan[] }
  | { readonly kind: 'CONDUCT'; readonly officer: string; readonly word: ConductWord }
  | { readonly kind: 'CONVERSION'; readonly conversion: CaseConversion }
  | { readonly kind: 'RUN'; readonly run: CaseTierRun }
  | { readonly kind: 'PROPOSE'; readonly change: CaseTierChange }
  | { readonly kind: 'APPROVE'; readonly approval: CaseTierApproval };

/** What a version says of a fact: so many acts alike at one moment. */
export interface FactContent {
  readonly occurredAt: Instant;
  readonly amounts: Readonly<Record<string, number>>;
  readonly count: number;
  /** The act that it reports; null: it is one of its own. */
  readonly actId: string | null;
}

/** A fact is told: the first time, again, or in another version. */
export interface TellFact {
  readonly id: string;
  readonly version: number;
  readonly officer: string;
  readonly code: string;
  readonly content: FactContent;
}

/** A fact that was told is corrected; without a version, in the next one. */
export interface CorrectFact {
  readonly id: string;
  readonly version: number | null;
  readonly change: Partial<FactContent>;
}

export interface WithdrawFact {
  readonly id: string;
  readonly version: number | null;
}

/** Something that happens in a story. */
export type CaseAction =
  | { readonly act: 'STAYS'; readonly officer: string; readonly stays: readonly ToldStay[] }
  | { readonly act: 'ROLES'; readonly officer: string; readonly roles: readonly HeldRole[] }
  | { readonly act: 'MENTORS'; readonly officer: string; readonly mentors: readonly MentorHeld[] }
  | { readonly act: 'LEADERS'; readonly leaders: readonly LeaderHeld[] }
  | { readonly act: 'SCHEME'; readonly edit: CaseSchemeEdit }
  | { readonly act: 'TELL'; readonly fact: TellFact }
  | { readonly act: 'CORRECT'; readonly fact: CorrectFact }
  | { readonly act: 'WITHDRAW'; readonly fact: WithdrawFact }
  | { readonly act: 'REVIEW'; readonly review: ReviewAct }
  | { readonly act: 'YEAR'; readonly year: CaseYear }
  | { readonly act: 'CLOSE'; readonly period: LocalMonth }
  | { readonly act: 'TIER'; readonly tier: TierAction }
  | {
      readonly act: 'PUBLISH';
      readonly period: LocalMonth;
      /** Null for all units. */
      readonly units: readonly string[] | null;
    }
  | { readonly act: 'OBJECT'; readonly objection: CaseObjection }
  | { readonly act: 'APPEAL'; readonly objection: string }
  | { readonly act: 'RULE'; readonly ruling: CaseRuling }
  | { readonly act: 'FINALISE'; readonly period: LocalMonth }
  | { readonly act: 'PAY_RUN'; readonly run: LocalMonth }
  | { readonly act: 'RESTART' };

/** Whom a pooled figure is about. */
export interface PoolScope {
  readonly officers?: readonly string[];
  readonly team?: string;
  readonly unit?: string;
}

/** Something that a story wants to know. */
export type CaseQuestion =
  | { readonly ask: 'SHEET'; readonly officer: string; readonly period: LocalMonth }
  | { readonly ask: 'LIABLE'; readonly person: string; readonly period: LocalMonth }
  | { readonly ask: 'YEAR'; readonly officer: string; readonly year: number }
  | { readonly ask: 'TIER'; readonly officer: string; readonly on: LocalDay }
  | { readonly ask: 'TIER_RUN'; readonly year: number }
  | { readonly ask: 'PAY_LINES'; readonly officer: string }
  | {
      readonly ask: 'LEVELS';
      readonly unit: string;
      /** A closed month, or a year. */
      readonly of: LocalMonth | number;
    }
  | { readonly ask: 'NOTICES'; readonly period: LocalMonth }
  | {
      readonly ask: 'POOLED';
      readonly figure: string;
      readonly period: LocalMonth;
      readonly scope: PoolScope;
    };

/** Where in a story something stands, and the instant at which it is. */
export interface CasePlace {
  /** JSON Pointer into the case. */
  readonly path: string;
  readonly at: Instant;
}

/** What a player of stories is asked, one by one. */
export type CaseAsk = CasePlace & (CaseAction | CaseQuestion);

/** A month of an officer as somebody would see it. */
export interface FoundSheet {
  readonly sheet: ScoreSheet;
  /** 0 while the month is open. */
  readonly revision: number;
  /** Rules of the month, to explain the arithmetic. */
  readonly scheme: Scheme;
  /** Sums of the month by metric, of what counts in its revision. */
  readonly counts: ReadonlyMap<string, number>;
  /** What the close decided, where the player knows it; null in an open month. */
  readonly decided?: FoundDecision | null;
}

/** What became of an officer at the close of a month. */
export interface FoundDecision {
  /** Null outside the quotas. */
  readonly level: number | null;
  /** Why, in words. */
  readonly words: readonly string[];
  /** Fen after the unit's budget; null without a grade. */
  readonly paid: number | null;
}

/** How the quotas of a unit were used. */
export interface FoundLevels {
  readonly n: number;
  /** Null for a year. */
  readonly mode: string | null;
  readonly quotas: readonly QuotaUse[];
  /** Officers by level (L1 … L4) or annual grade. */
  readonly placed: ReadonlyMap<string, readonly string[]>;
  /** Codes of reports. */
  readonly reports: readonly string[];
  readonly words: readonly string[];
}

/** A rate over several officers; without a denominator, a sum. */
export interface FoundPool {
  readonly numerator: number;
  readonly denominator: number | null;
}

/** A year of an officer, and the totals in hundredths that its months brought in. */
export interface FoundYear {
  readonly score: AnnualScore;
  readonly months: readonly number[];
}

/** Where an officer stands on a day. */
export interface FoundTier {
  readonly standing: Career;
  /** Null without a tier, or at the top. */
  readonly forecast: TierForecast | null;
  /** Fen a month held up after a conversion. */
  readonly protection: Fen;
}

/** The last run of a year, and what it costs in the twelve months from its effective date on. */
export interface FoundTierRun {
  readonly run: TierRun;
  readonly cost: Fen;
}

export type CaseAnswer =
  | { readonly kind: 'DONE' }
  | { readonly kind: 'REFUSED'; readonly rejection: Rejection }
  | ({ readonly kind: 'SHEET' } & FoundSheet)
  | { readonly kind: 'LIABLE'; readonly liabilities: readonly SaidLiability[] }
  | ({ readonly kind: 'POOLED' } & FoundPool)
  | ({ readonly kind: 'YEAR' } & FoundYear)
  | ({ readonly kind: 'TIER' } & FoundTier)
  | ({ readonly kind: 'TIER_RUN' } & FoundTierRun)
  | { readonly kind: 'PAY_LINES'; readonly lines: readonly CasePayLine[] }
  | ({ readonly kind: 'LEVELS' } & FoundLevels)
  | ({ readonly kind: 'NOTICES' } & FoundNotices);
