import type { Instant, LocalMonth, Rejection } from '@ywk/kernel';
import type { AnnualScore } from '../annual/annual-score.ts';
import type { LeaderHeld, MentorHeld } from '../liability/bindings.ts';
import type { SaidLiability } from '../liability/liability.decider.ts';
import type { Scheme } from '../scheme/scheme.ts';
import type { ScoreSheet } from '../score/sheet.ts';
import type { HeldRole } from '../score/stretch.ts';
import type { Stay } from '../stay/stays.ts';
import type { CaseSchemeEdit, CaseYear } from './case-document.ts';

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
  | { readonly act: 'STAYS'; readonly officer: string; readonly stays: readonly Stay[] }
  | { readonly act: 'ROLES'; readonly officer: string; readonly roles: readonly HeldRole[] }
  | { readonly act: 'MENTORS'; readonly officer: string; readonly mentors: readonly MentorHeld[] }
  | { readonly act: 'LEADERS'; readonly leaders: readonly LeaderHeld[] }
  | { readonly act: 'SCHEME'; readonly edit: CaseSchemeEdit }
  | { readonly act: 'TELL'; readonly fact: TellFact }
  | { readonly act: 'CORRECT'; readonly fact: CorrectFact }
  | { readonly act: 'WITHDRAW'; readonly fact: WithdrawFact }
  | { readonly act: 'YEAR'; readonly year: CaseYear }
  | { readonly act: 'CLOSE'; readonly period: LocalMonth }
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
  /** Rules of the month, to explain the arithmetic. */
  readonly scheme: Scheme;
  /** Sums of the month by metric, of what came in time. */
  readonly counts: ReadonlyMap<string, number>;
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

export type CaseAnswer =
  | { readonly kind: 'DONE' }
  | { readonly kind: 'REFUSED'; readonly rejection: Rejection }
  | ({ readonly kind: 'SHEET' } & FoundSheet)
  | { readonly kind: 'LIABLE'; readonly liabilities: readonly SaidLiability[] }
  | ({ readonly kind: 'POOLED' } & FoundPool)
  | ({ readonly kind: 'YEAR' } & FoundYear);
