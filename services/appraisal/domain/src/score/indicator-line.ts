import type { Label } from '@ywk/kernel';
import type { Measured } from './measured.ts';

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
