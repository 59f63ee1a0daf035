import type { AnnualGrade } from '../scheme/annual-document.ts';
import type { Decimal } from '../scheme/clause-document.ts';

/** Who reviews whom: a roll begins a review, and after one a new one. */
export interface CaseRoll {
  readonly subjects: readonly string[];
  /** Voters by class. */
  readonly voters: Readonly<Record<string, readonly string[]>>;
  /** Leaders by role. */
  readonly leaders?: Readonly<Record<string, readonly string[]>>;
  readonly kin?: readonly (readonly [string, string])[];
}

/** A review of a unit and year; who confirms it is no matter of a case. */
export interface CaseReview {
  readonly unit: string;
  readonly year: number;
  readonly roll?: CaseRoll;
  /** Leader, officer, score. */
  readonly scores?: Readonly<Record<string, Readonly<Record<string, Decimal>>>>;
  /** Officer, grade, the voters who give it. */
  readonly ballots?: Readonly<
    Record<string, Readonly<Partial<Record<AnnualGrade, readonly string[]>>>>
  >;
}
