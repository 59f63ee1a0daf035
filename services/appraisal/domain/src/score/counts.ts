import type { LocalDay } from '@ywk/kernel';
import type { MetricSum } from '../scheme/scheme-document.ts';
import type { Tally } from '../tally/tally.ts';

/** Sums by metric over some days. */
export type Counts = ReadonlyMap<string, number>;

/** An inclusive stretch of days. */
export interface DayRange {
  readonly from: LocalDay;
  readonly to: LocalDay;
}

/** Sums the tallies of one officer whose day lies in any of the ranges. */
export const countsIn = (
  tallies: readonly Pick<Tally, 'day' | 'metric' | 'n'>[],
  ranges: readonly DayRange[],
): Counts => {
  const counts = new Map<string, number>();
  for (const { day, metric, n } of tallies) {
    if (!ranges.some(({ from, to }) => from <= day && day <= to)) continue;
    counts.set(metric, (counts.get(metric) ?? 0) + n);
  }
  return counts;
};

/** The sum of a metric, 0 when nothing was counted. */
export const countOf = (counts: Counts, metric: string): number => counts.get(metric) ?? 0;

const total = (counts: Counts, metrics: readonly string[]): number =>
  metrics.reduce((sum, metric) => sum + countOf(counts, metric), 0);

/** A sum of metrics, less those taken off. */
export const sumOf = (counts: Counts, { plus, minus }: MetricSum): number =>
  total(counts, plus) - total(counts, minus ?? []);
