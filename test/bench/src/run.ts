import type { Benchmark, Course, Figure, RowPlan, Setting } from './benchmark.ts';
import { spreadOf, type Spread } from './statistics.ts';

export type Round = Readonly<Record<string, Figure>>;

/** A line of the table, measured. */
export interface Row extends RowPlan {
  readonly benchmark: string;
  readonly unit: string;
  readonly productSpread: Spread;
  readonly referenceSpread?: Spread;
  /** Product / reference round by round; the product itself where there is no reference. */
  readonly ratio: Spread;
  /** Whether the median of the ratios reaches what it must. */
  readonly reached: boolean;
}

/** What came of one benchmark. */
export interface Result {
  readonly name: string;
  readonly title: string;
  /** Why it did not run, in words. */
  readonly lacking?: string;
  readonly rows: readonly Row[];
  readonly rounds: readonly Round[];
}

const roundOf = async ({ contestants }: Course, tell: (text: string) => void): Promise<Round> => {
  const round: Record<string, Figure> = {};
  for (const [name, run] of Object.entries(contestants)) {
    const figure = await run();
    const more = Object.entries(figure.more ?? {})
      .map(([what, value]) => `${what} ${value.toFixed(1)}`)
      .join(', ');
    tell(`${name}: ${figure.value.toFixed(1)} (${more})`);
    round[name] = figure;
  }
  return round;
};

const rowOf = (plan: RowPlan, { name, unit }: Benchmark, rounds: readonly Round[]): Row => {
  const valuesOf = (contestant: string): number[] =>
    rounds.map((round) => round[contestant]?.value ?? NaN);
  const product = valuesOf(plan.product);
  const reference = plan.reference === undefined ? undefined : valuesOf(plan.reference);
  const ratio = spreadOf(product.map((value, at) => value / (reference?.[at] ?? 1)));
  const { median } = ratio;
  return {
    ...plan,
    benchmark: name,
    unit,
    productSpread: spreadOf(product),
    ...(reference === undefined ? {} : { referenceSpread: spreadOf(reference) }),
    ratio,
    reached: plan.better === 'more' ? median >= plan.reach : median <= plan.reach,
  };
};

/** Runs the contestants of one benchmark in turn, round after round. */
export const runBenchmark = async (
  benchmark: Benchmark,
  setting: Setting,
  wanted: number | undefined,
): Promise<Result> => {
  const { name, title } = benchmark;
  const lacking = benchmark.lacks?.(setting);
  if (lacking !== undefined) return { name, title, lacking, rows: [], rounds: [] };
  const course = await benchmark.open(setting);
  try {
    if (benchmark.warmsUp !== false && !setting.smoke) {
      await roundOf(course, (text) => setting.tell(`warm-up: ${text}`));
    }
    const rounds: Round[] = [];
    const count = setting.smoke ? 1 : (wanted ?? benchmark.rounds);
    while (rounds.length < count) {
      rounds.push(
        await roundOf(course, (text) => setting.tell(`${rounds.length + 1}/${count} ${text}`)),
      );
    }
    return {
      name,
      title,
      rows: benchmark.rows.map((row) => rowOf(row, benchmark, rounds)),
      rounds,
    };
  } finally {
    await course.close();
  }
};
