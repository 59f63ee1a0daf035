import type { Label, LocalDay } from '@ywk/kernel';

/** A measured act that adds one to a metric, when its amount lies within the limit. */
export interface MetricSource {
  readonly code: string;
  /** Limit on one amount, in the unit of its name; both ends as written. */
  readonly when?: { readonly amount: string; readonly atMost?: number; readonly below?: number };
}

/** A metric: a count of measured acts, plus totals that arrive under its own name as `{n}`. */
export interface MetricDefinition {
  readonly metric: string;
  readonly label: Label;
  readonly from: readonly MetricSource[];
}

/** Codes of the event catalogue (DOMAIN 2.24): each is a metric that counts its facts. */
export interface EventMetrics {
  readonly codes: readonly string[];
  /** One veto fact under two codes counts once, under this one (DOMAIN 3.0c.4). */
  readonly countsAs?: string;
  /** Whole points that a fact of these codes may state; without it a fact states none. */
  readonly points?: readonly number[];
}

/** One version of all metric definitions, in force for facts of its first day and later. */
export interface MetricDocument {
  readonly version: number;
  readonly effectiveFrom: LocalDay;
  readonly measured: readonly MetricDefinition[];
  readonly events: readonly EventMetrics[];
}

/** Metric that counts the facts of an event code which state their points. */
export const statedCount = (metric: string): string => `${metric}.stated`;

/** Metric that sums the points which facts of an event code state, in whole points. */
export const statedPoints = (metric: string): string => `${metric}.points`;
