import type { Label, LocalDay, LocalMonth } from '@ywk/kernel';

/** Why a stay or a month has no total. */
export type NotScoredReason =
  'NO_STAY' | 'NO_SCHEME_FOR_POST' | 'STAY_TOO_SHORT' | 'NOTHING_APPLICABLE';

/** One rule's share: how many facts, how many hundredths of a point. */
export interface ClauseLine {
  readonly clause: string;
  readonly label: Label;
  readonly count: number;
  readonly points: number;
}

interface IndicatorLine {
  /** Also the id of the clause that a rate is. */
  readonly id: string;
  readonly label: Label;
  /** Hundredths of a point. */
  readonly weight: number;
}

export interface StartFullLine extends IndicatorLine {
  readonly shape: 'START_FULL';
  readonly clauses: readonly ClauseLine[];
  readonly score: number;
}

export interface LinearLine extends IndicatorLine {
  readonly shape: 'LINEAR';
  readonly numerator: number;
  readonly denominator: number;
  /** The exact rate as "p/q"; null without a denominator. */
  readonly rate: string | null;
  readonly floor: string;
  readonly target: string;
  /** Null when not applicable. */
  readonly score: number | null;
}

/** Waits for a value that depends on other officers; never stored with it. */
export interface CohortLine extends IndicatorLine {
  readonly shape: 'COHORT_MEDIAN';
  readonly numerator: number;
  /** Whose median: a team, or the unit of those without one. */
  readonly cohort: string;
  /** Median brought in directly; null when the cohort decides. */
  readonly given: number | null;
  readonly floor: string;
  readonly target: string;
}

/** The same with its cohort's value joined. */
export interface CohortScoredLine extends CohortLine {
  /** The exact median as "p/q"; null while there is none. */
  readonly median: string | null;
  readonly score: number | null;
}

export type OpenIndicator = StartFullLine | LinearLine | CohortLine;
export type ScoredIndicator = StartFullLine | LinearLine | CohortScoredLine;

export interface Group<Indicator> {
  readonly id: 'public' | 'custom';
  readonly indicators: readonly Indicator[];
}

interface StayHead {
  readonly unit: string;
  readonly post: string;
  readonly team: string | null;
  readonly from: LocalDay;
  readonly to: LocalDay;
  readonly days: number;
}

interface StayBody {
  readonly bonus: { readonly clauses: readonly ClauseLine[]; readonly points: number };
  readonly deductions: { readonly clauses: readonly ClauseLine[]; readonly points: number };
}

export interface LeftOutStay extends StayHead {
  readonly status: 'NOT_SCORED';
  readonly reason: NotScoredReason;
}

/** A stay as it is stored: nothing in it depends on another officer. */
export interface OpenStay extends StayHead, StayBody {
  readonly status: 'SCORED';
  readonly groups: readonly Group<OpenIndicator>[];
}

export interface ScoredGroup extends Group<ScoredIndicator> {
  readonly weight: number;
  readonly score: number;
}

export interface ScoredStay extends StayHead, StayBody {
  readonly status: 'SCORED';
  readonly groups: readonly ScoredGroup[];
  /** Hundredths of a point, within 0 … the scheme's most. */
  readonly total: number;
}

interface SheetHead {
  readonly officer: string;
  readonly calendar: 'month';
  readonly period: LocalMonth;
  readonly scheme: string;
  /** Where the officer is ranked and budgeted: most days; null without a stay. */
  readonly unit: string | null;
  readonly post: string | null;
  readonly probation: boolean;
  /** Veto and cancellation by metric; they act on the grade, not on the score. */
  readonly effects: readonly { readonly grade: 'VETO' | 'CANCELLED'; readonly clause: string }[];
}

/** A sheet as it is stored: a pure function of tallies, scheme version and stays. */
export interface OpenSheet extends SheetHead {
  readonly stays: readonly (OpenStay | LeftOutStay)[];
}

/** What late facts of an earlier month still change, in hundredths of a point. */
export interface Adjustment {
  readonly originPeriod: LocalMonth;
  readonly points: number;
}

/** A sheet with cohort values and adjustments joined: what people see. */
export interface ScoreSheet extends SheetHead {
  readonly stays: readonly (ScoredStay | LeftOutStay)[];
  readonly adjustments: readonly Adjustment[];
  readonly status: 'SCORED' | 'NOT_SCORED';
  readonly reason: NotScoredReason | null;
  readonly total: number | null;
  /** By the total and the effects; null when not scored or in the trainee time. */
  readonly grade: string | null;
  /** Fen of that grade before the unit's budget; null without a grade. */
  readonly pay: number | null;
}
