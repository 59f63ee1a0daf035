import type { Label } from '@ywk/kernel';

/** What a metric says, for who reads a dashboard or writes an alert. */
export interface MetricMeaning {
  /** `s`, `bytes`, or what is counted. */
  readonly unit: string;
  readonly meaning: Label;
  /** When it is worth a look, and when somebody should be called. */
  readonly look: Label;
}

/** A metric of ours: also what it is. */
export interface MetricStatement extends MetricMeaning {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly labels: readonly string[];
}

export const labelOf = (zh: string, en: string): Label => ({ zh, en });
