import type { Label, LocalDay } from '@ywk/kernel';
import type { MetricSum } from '../scheme/indicator-document.ts';

/** A measured act that adds to a metric, when its amount lies within the limit. */
export interface MetricSource {
  readonly code: string;
  /** Limit on one amount, in the unit of its name; both ends as written. */
  readonly when?: { readonly amount: string; readonly atMost?: number; readonly below?: number };
  /** Amount that is added; without it each fact adds one. */
  readonly add?: string;
}

/** A metric: a count of measured acts, plus totals that arrive under its own name as `{n}`. */
export interface MetricDefinition {
  readonly metric: string;
  readonly label: Label;
  readonly from: readonly MetricSource[];
}

/** A rate, always pooled: sums of metrics over the days, divided once, never a mean of rates. */
export interface RateDefinition {
  readonly rate: string;
  readonly label: Label;
  readonly numerator: MetricSum;
  /** Zero or less: the rate is not applicable; the scheme says what follows. */
  readonly denominator: MetricSum;
  /** What is left out of it, in words. */
  readonly excluded?: Label;
}

/** Codes of the event catalogue (DOMAIN 2.24): each is a metric that counts its facts. */
export interface EventMetrics {
  readonly codes: readonly string[];
  /** One veto fact under two codes counts once, under this one (DOMAIN 3.0c.4). */
  readonly countsAs?: string;
  /** Whole points that a fact of these codes may state; without it a fact states none. */
  readonly points?: readonly number[];
}

/** One version of all metric definitions, in force for facts of its first month and later. */
export interface MetricDocument {
  readonly version: number;
  /** The first day of a month, so that a month has one version. */
  readonly effectiveFrom: LocalDay;
  readonly measured: readonly MetricDefinition[];
  readonly rates: readonly RateDefinition[];
  readonly events: readonly EventMetrics[];
}

/** How the metrics begin that count the facts of an event code by the points which they state. */
export const statedPrefix = (metric: string): string => `${metric}@`;
