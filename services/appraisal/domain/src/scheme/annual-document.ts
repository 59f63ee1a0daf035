import type { Decimal } from './clause-document.ts';

export const ANNUAL_GRADES = ['EXCELLENT', 'COMPETENT', 'BASIC', 'INCOMPETENT'] as const;
export type AnnualGrade = (typeof ANNUAL_GRADES)[number];

/** A part of the year's score: a composite of other results. */
export interface AnnualPart {
  readonly part: 'MONTH_TOTALS' | 'LEADERS' | 'VOTES';
  /** Of 100. */
  readonly weight: Decimal;
}

/** How a year is put together (DOMAIN 3.0, 3.0c.14). */
export interface AnnualDocument {
  readonly parts: readonly AnnualPart[];
  /** Value of one vote, 0 … 100. */
  readonly votes: Readonly<Record<AnnualGrade, Decimal>>;
  /** Votes given ÷ eligible voters; below it the part is invalid and voted again. */
  readonly minTurnout: Decimal;
  /** Fewer votes than that are not shown, and not counted. */
  readonly minVoters: number;
  /** Highest first; the last one starts at 0. */
  readonly grades: readonly { readonly grade: AnnualGrade; readonly atLeast: Decimal }[];
}
