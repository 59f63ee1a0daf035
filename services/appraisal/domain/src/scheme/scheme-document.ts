import type { Fen, Label, LocalMonth } from '@ywk/kernel';

/** Points as a whole number, or a number as text: "0.5", "85%". Never a float. */
export type Decimal = number | string;

/** A rule with points per fact; its id is what an explanation names. */
export interface ClauseDocument {
  readonly id: string;
  readonly label: Label;
  readonly metric: string;
  /** Points of each fact, signed. */
  readonly points?: Decimal;
  /** Points of the first, second … fact; the last step repeats (DOMAIN 3.0c.3). */
  readonly steps?: readonly Decimal[];
  /** Facts may state other points than `points`, with its sign. */
  readonly stated?: boolean;
  /** Most that the clause yields, as an amount without sign. */
  readonly cap?: Decimal;
}

/** A sum of metrics, some of them taken off. */
export interface MetricSum {
  readonly plus: readonly string[];
  readonly minus?: readonly string[];
}

interface IndicatorHead {
  readonly id: string;
  readonly label: Label;
  readonly source: string;
  readonly weight: Decimal;
}

/** Starts full; each fact deducts; stays within 0 … weight. */
export interface StartFullDocument extends IndicatorHead {
  readonly shape: 'START_FULL';
  readonly clauses: readonly ClauseDocument[];
}

/** Rate: 0 at or below the floor, full at or above the target; a floor above means less is better. */
export interface LinearDocument extends IndicatorHead {
  readonly shape: 'LINEAR';
  readonly numerator: MetricSum;
  readonly denominator: MetricSum;
  readonly floor: Decimal;
  readonly target: Decimal;
}

/** Own figure against the median of the team, then linear. */
export interface CohortMedianDocument extends IndicatorHead {
  readonly shape: 'COHORT_MEDIAN';
  readonly numerator: MetricSum;
  /** Metric that gives the median directly, when it is there (DOMAIN 3.0c.8). */
  readonly given: string;
  readonly floor: Decimal;
  readonly target: Decimal;
}

export type IndicatorDocument = StartFullDocument | LinearDocument | CohortMedianDocument;

export const MONTH_GRADES = ['G1', 'G2', 'G3', 'G4', 'G5', 'VETO', 'CANCELLED'] as const;
export type MonthGrade = (typeof MONTH_GRADES)[number];

/** A version of the rules by which months are scored. Pure data. */
export interface SchemeDocument {
  readonly scheme: string;
  readonly version: number;
  /** First appraisal month. */
  readonly effectiveFrom: LocalMonth;
  readonly label: Label;
  readonly source: string;
  readonly minScoringDays: number;
  readonly lateHorizonMonths: number;
  readonly notApplicable: 'REDISTRIBUTE';
  readonly public: readonly IndicatorDocument[];
  /** Custom indicators by post code. */
  readonly posts: Readonly<Record<string, readonly IndicatorDocument[]>>;
  readonly bonus: { readonly cap: Decimal; readonly clauses: readonly ClauseDocument[] };
  /** Deductions from the total, and its upper clip. */
  readonly total: { readonly max: Decimal; readonly clauses: readonly ClauseDocument[] };
  /** One fact of any of these metrics makes the month VETO. */
  readonly veto: readonly string[];
  /** That many facts make the month CANCELLED. */
  readonly cancel: readonly { readonly metric: string; readonly atLeast: number }[];
  /** Highest first; the last one starts at 0. Pay in fen. */
  readonly grades: readonly {
    readonly grade: MonthGrade;
    readonly atLeast: Decimal;
    readonly pay: Fen;
  }[];
  /** Fen for each person ranked. */
  readonly unitBudget: { readonly perHead: Fen };
  /** Fen a month, tier 1 first. */
  readonly tierPay: readonly Fen[];
}
