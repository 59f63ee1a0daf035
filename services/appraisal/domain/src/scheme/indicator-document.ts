import type { ClauseDocument, Decimal, RuleHead } from './clause-document.ts';

/** A sum of metrics, some of them taken off. */
export interface MetricSum {
  readonly plus: readonly string[];
  readonly minus?: readonly string[];
}

/** What is measured: a sum of metrics, or a rate by its name in the metric definitions. */
export type Measure =
  | { readonly count: MetricSum; readonly rate?: never }
  | { readonly rate: string; readonly count?: never };

/** With whom an officer is compared: those of the team, of the unit, or of the post in the bureau. */
export type CohortScope = 'TEAM' | 'UNIT' | 'POST';

interface IndicatorHead extends RuleHead {
  readonly weight: Decimal;
  /** Roles of the scheme whose coefficient multiplies it, before limit and rounding. */
  readonly roles?: readonly string[];
}

/** Starts full; each fact deducts; stays within 0 … weight. */
export interface StartFullDocument extends IndicatorHead {
  readonly shape: 'START_FULL';
  readonly clauses: readonly ClauseDocument[];
}

/** Starts at 0; each fact adds; stays within 0 … weight. */
export interface AccumulateDocument extends IndicatorHead {
  readonly shape: 'ACCUMULATE';
  readonly clauses: readonly ClauseDocument[];
}

/** Count × unit score, up to the weight. */
export interface CountDocument extends IndicatorHead {
  readonly shape: 'COUNT';
  readonly count: MetricSum;
  /** Points of each. */
  readonly unit: Decimal;
}

/** 0 at or below the floor, full at or above the target; a floor above means less is better. */
export interface LinearDocument extends IndicatorHead {
  readonly shape: 'LINEAR';
  readonly measure: Measure;
  readonly floor: Decimal;
  readonly target: Decimal;
}

/** A table: lower bound inclusive, the highest that holds; below all of them 0. */
export interface StepsDocument extends IndicatorHead {
  readonly shape: 'STEPS';
  readonly measure: Measure;
  readonly steps: readonly { readonly atLeast: Decimal; readonly points: Decimal }[];
}

/** A limit on a measure, both ends inclusive. */
export interface ConditionDocument {
  readonly measure: Measure;
  readonly atLeast?: Decimal;
  readonly atMost?: Decimal;
}

/** Pass or fail: all conditions hold → the weight, else 0. A measure without a denominator fails none. */
export interface GateDocument extends IndicatorHead {
  readonly shape: 'GATE';
  readonly conditions: readonly ConditionDocument[];
}

/** Points by place: 1 + number strictly better, ties share it; alone is not applicable. */
export interface RankDocument extends IndicatorHead {
  readonly shape: 'RANK';
  readonly measure: Measure;
  readonly cohort: CohortScope;
  /** From the best place on; beyond the last 0. */
  readonly places: readonly { readonly upTo: number; readonly points: Decimal }[];
}

/** Own figure against the median of the cohort, then linear. */
export interface CohortMedianDocument extends IndicatorHead {
  readonly shape: 'COHORT_MEDIAN';
  readonly count: MetricSum;
  readonly cohort: CohortScope;
  /** Metric that gives the median directly, when it is there (DOMAIN 3.0c.8). */
  readonly given?: string;
  readonly floor: Decimal;
  readonly target: Decimal;
}

/** Ratings given by hand: their mean as a share of the most that can be given. */
export interface ManualDocument extends IndicatorHead {
  readonly shape: 'MANUAL';
  /** Rate of the metric definitions: sum of the ratings over their number. */
  readonly rate: string;
  /** Most that one rating can be. */
  readonly outOf: Decimal;
}

export type IndicatorDocument =
  | StartFullDocument
  | AccumulateDocument
  | CountDocument
  | LinearDocument
  | StepsDocument
  | GateDocument
  | RankDocument
  | CohortMedianDocument
  | ManualDocument;
