import type { Label, LocalDay, LocalMonth } from '@ywk/kernel';
import type { EffectDocument } from '../scheme/clause-document.ts';
import type { Measured } from './measured.ts';

/** Why a stay or a month has no total. */
export type NotScoredReason =
  'NO_STAY' | 'NO_SCHEME_FOR_POST' | 'CALENDAR_UNKNOWN' | 'STAY_TOO_SHORT' | 'NOTHING_APPLICABLE';

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
  /** Coefficient of the roles with most days, where it is not 1. */
  readonly coefficient?: string;
}

/** A line whose score is known; null when not applicable. */
interface KnownLine extends IndicatorLine {
  /** Hundredths of a point. */
  readonly score: number | null;
  /** Exact points as "p/q" where the scheme rounds the sum only. */
  readonly exact?: string;
}

export interface ClausesLine extends KnownLine {
  readonly shape: 'START_FULL' | 'ACCUMULATE';
  readonly clauses: readonly ClauseLine[];
}

export interface CountLine extends KnownLine, Measured {
  readonly shape: 'COUNT';
  /** Hundredths of a point of each. */
  readonly unit: number;
}

export interface LinearLine extends KnownLine, Measured {
  readonly shape: 'LINEAR';
  readonly floor: string;
  readonly target: string;
}

export interface StepsLine extends KnownLine, Measured {
  readonly shape: 'STEPS';
  /** The bound that held; null below all of them. */
  readonly step: string | null;
}

/** One condition of a gate, and whether it held. */
export interface ConditionLine extends Measured {
  readonly atLeast: string | null;
  readonly atMost: string | null;
  readonly holds: boolean;
}

export interface GateLine extends KnownLine {
  readonly shape: 'GATE';
  readonly conditions: readonly ConditionLine[];
}

export interface ManualLine extends KnownLine, Measured {
  readonly shape: 'MANUAL';
  readonly outOf: string;
}

/** Waits for a value that depends on other officers; never stored with it. */
interface CohortOpenLine extends IndicatorLine, Measured {
  /** Whose: a team (or the unit of those without one), a unit, or a post. */
  readonly cohort: string;
}

export interface MedianLine extends CohortOpenLine {
  readonly shape: 'COHORT_MEDIAN';
  /** Median brought in directly; null when the cohort decides. */
  readonly given: number | null;
  readonly floor: string;
  readonly target: string;
}

export interface RankLine extends CohortOpenLine {
  readonly shape: 'RANK';
  readonly places: readonly { readonly upTo: number; readonly points: number }[];
}

/** The same with its cohort's value joined. */
export interface MedianScoredLine extends MedianLine, KnownLine {
  /** The exact median as "p/q"; null while there is none. */
  readonly median: string | null;
}

export interface RankScoredLine extends RankLine, KnownLine {
  /** 1 + number strictly better; null without a figure. */
  readonly place: number | null;
  readonly members: number;
}

type LoneLine = ClausesLine | CountLine | LinearLine | StepsLine | GateLine | ManualLine;
export type CohortLine = MedianLine | RankLine;
export type OpenIndicator = LoneLine | CohortLine;
export type ScoredIndicator = LoneLine | MedianScoredLine | RankScoredLine;

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
  /** Calendar days. */
  readonly days: number;
  /** Days × share of the post in percent: how much the stay weighs in the month's total. */
  readonly weight: number;
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

/** An effect that came about; it acts on the grade or the level, not on the score. */
export interface Effect {
  readonly effect: EffectDocument['effect'];
  readonly clause: string;
  readonly label: Label;
  readonly count: number;
}

interface SheetHead {
  readonly officer: string;
  readonly calendar: 'month';
  readonly period: LocalMonth;
  /** Scheme and version: `rc-1@1`. */
  readonly scheme: string;
  /** Version of the metric definitions. */
  readonly metrics: number;
  /** Where the officer is ranked and budgeted: most days; null without a stay. */
  readonly unit: string | null;
  readonly post: string | null;
  readonly probation: boolean;
  readonly effects: readonly Effect[];
  /** Hundredths deducted at face value: tie rule T2, and what is grave (DOMAIN 3.0c.2). */
  readonly penalty: number;
}

/** A sheet as it is stored: a pure function of tallies, rules and stays. */
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
