import { isRejection, type LocalDay } from '@ywk/kernel';
import type { MetricBook } from '../metric/metric-book.ts';
import type { DayRange } from '../score/stretch.ts';
import { isMonthPosting } from '../tally/posting.ts';
import type { KnownFact } from './ground.ts';
import type { Names } from './labels.ts';
import type { FactNode } from './nodes.ts';

const countsOf = (book: MetricBook, fact: KnownFact): { metric: string; n: number }[] => {
  try {
    return book.deltasOf(fact).map(({ metric, n }) => ({ metric, n: n * fact.sign }));
  } catch (error) {
    // It was counted by definitions that are no longer in force; it is shown all the same.
    if (isRejection(error)) return [];
    throw error;
  }
};

const within = (day: LocalDay, ranges: readonly DayRange[]): boolean =>
  ranges.some(({ from, to }) => from <= day && day <= to);

/** The facts of an explanation, found by the metrics that they count in. */
export class FactFinder {
  readonly nodes: readonly FactNode[];
  private readonly byMetric = new Map<string, FactNode[]>();

  constructor(facts: readonly KnownFact[], book: MetricBook, names: Names) {
    this.nodes = facts
      .map((fact): FactNode => {
        const counts = countsOf(book, fact);
        const metrics = counts.map(({ metric }) => metric);
        return {
          ...fact,
          label: names.fact(fact.code, metrics),
          counts: counts.map((each) => ({ ...each, label: names.metric(each.metric) })),
        };
      })
      .sort((a, b) => a.source.pos - b.source.pos);
    for (const node of this.nodes) for (const { metric } of node.counts) this.index(metric, node);
  }

  /** Positions of the month's own facts that count in these metrics, on these days. */
  of(metrics: readonly string[], ranges: readonly DayRange[]): number[] {
    return this.positions(
      metrics,
      ({ day, posted }) => !isMonthPosting(posted) && within(day, ranges),
    );
  }

  /** Positions of the late facts of a month. */
  late(originPeriod: string): number[] {
    return this.nodes
      .filter(({ day, posted }) => isMonthPosting(posted) && day.startsWith(originPeriod))
      .map(({ source }) => source.pos);
  }

  private index(metric: string, node: FactNode): void {
    const known = this.byMetric.get(metric);
    if (known === undefined) this.byMetric.set(metric, [node]);
    else known.push(node);
  }

  private positions(metrics: readonly string[], keep: (node: FactNode) => boolean): number[] {
    const found = new Set<number>();
    for (const metric of metrics) {
      for (const node of this.byMetric.get(metric) ?? []) {
        if (keep(node)) found.add(node.source.pos);
      }
    }
    return [...found].sort((a, b) => a - b);
  }
}
