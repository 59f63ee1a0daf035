import type { Label, LocalDay, LocalMonth } from '@ywk/kernel';
import type { DaySpan } from '../period/appraisal-calendar.ts';
import type { EffectDocument } from '../scheme/clause-document.ts';

export type SignKind = 'REPEATED' | 'ABSENCE_RUN' | 'ABSENCE_YEAR' | 'EFFECT' | 'GRADE';

/** Something small that may become something. It says so, and touches no point. */
export interface EarlySign {
  /** The same for as long as the same facts lead to it. */
  readonly id: string;
  readonly kind: SignKind;
  /** JSON Pointer into the scheme. */
  readonly rule: string;
  /** Day since which it stands. */
  readonly since: LocalDay;
  readonly says: Label;
  readonly inputs: Readonly<Record<string, string | number>>;
  /** Facts that led to it, oldest first. */
  readonly facts: readonly string[];
}

/** A fact that stands, as signs look at it. */
export interface SignFact {
  readonly fact: string;
  readonly code: string;
  readonly day: LocalDay;
}

/** An appraisal month. */
export interface SignMonth extends DaySpan {
  readonly period: LocalMonth;
}

/** What some number of facts in a month brings about. */
export interface EffectAhead {
  readonly clause: string;
  readonly label: Label;
  readonly effect: EffectDocument['effect'];
  /** Codes that count. */
  readonly codes: readonly string[];
  readonly atLeast: number;
  readonly rule: string;
}

/** A month's total so far, in hundredths, and where its grade ends. */
export interface GradeStanding {
  readonly grade: string;
  readonly total: number;
  /** Total below which the next lower grade begins; 0 for the lowest grade. */
  readonly endsAt: number;
}
