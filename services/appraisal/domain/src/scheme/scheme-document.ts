import type { Fen, Label, LocalMonth } from '@ywk/kernel';
import type { AnnualDocument } from './annual-document.ts';
import type { ClauseDocument, Decimal, EffectDocument } from './clause-document.ts';
import type { DecisionsDocument } from './decisions-document.ts';
import type { IndicatorDocument } from './indicator-document.ts';

export const MONTH_GRADES = ['G1', 'G2', 'G3', 'G4', 'G5', 'VETO', 'CANCELLED'] as const;
export type MonthGrade = (typeof MONTH_GRADES)[number];

/** Indicators of everybody, and those of each post by its code. */
export interface ScopedIndicators {
  readonly public: readonly IndicatorDocument[];
  readonly posts: Readonly<Record<string, readonly IndicatorDocument[]>>;
}

/** A role that multiplies the indicators which name it; of several the highest counts. */
export interface RoleDocument {
  readonly role: string;
  readonly label: Label;
  readonly coefficient: Decimal;
}

/** A version of the rules by which months are scored. Pure data. */
export interface SchemeDocument extends ScopedIndicators {
  readonly scheme: string;
  readonly version: number;
  /** First appraisal month. */
  readonly effectiveFrom: LocalMonth;
  readonly label: Label;
  readonly source: string;
  /** Working days below which a stay gets no sheet of its own (DOMAIN 3.0c.12). */
  readonly minScoringDays: number;
  readonly lateHorizonMonths: number;
  /** What an indicator without a denominator does: hand its weight on, count full, count 0. */
  readonly notApplicable: 'REDISTRIBUTE' | 'FULL' | 'ZERO';
  /** Where points become hundredths: each indicator, or the total alone. */
  readonly rounding: 'SUM_OF_ROUNDED' | 'ROUND_OF_SUM';
  /** Which clause of an overlap group counts a fact that meets several of them. */
  readonly overlap: 'MAX' | 'SUM' | 'FIRST';
  readonly roles: readonly RoleDocument[];
  /** Rules of a unit and all below it, in the place of the bureau's; the nearest unit rules. */
  readonly units?: Readonly<Record<string, Partial<ScopedIndicators>>>;
  /** Most that a group yields. */
  readonly groupCaps?: { readonly public?: Decimal; readonly custom?: Decimal };
  readonly bonus: { readonly cap: Decimal; readonly clauses: readonly ClauseDocument[] };
  /** Deductions from the total, and its upper clip. */
  readonly total: { readonly max: Decimal; readonly clauses: readonly ClauseDocument[] };
  readonly effects: readonly EffectDocument[];
  /** Highest first; the last one starts at 0. Pay in fen. */
  readonly grades: readonly {
    readonly grade: MonthGrade;
    readonly atLeast: Decimal;
    readonly pay: Fen;
  }[];
  readonly annual: AnnualDocument;
  /** Fen for each person ranked. */
  readonly unitBudget: { readonly perHead: Fen };
  /** Fen a month, tier 1 first. */
  readonly tierPay: readonly Fen[];
  readonly decisions?: DecisionsDocument;
}
