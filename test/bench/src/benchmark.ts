import type { BenchSystem } from './feed/bench-system.ts';
import type { BenchServers } from './servers.ts';

/** One measured run. */
export interface Figure {
  /** In the unit of the benchmark. */
  readonly value: number;
  /** What else was seen, by name: milliseconds, megabytes. */
  readonly more?: Readonly<Record<string, number>>;
}

/** A line of the table: one contestant against another, or against a fixed bound. */
export interface RowPlan {
  readonly what: string;
  readonly product: string;
  /** Absent: the product is held against `reach` alone. */
  readonly reference?: string;
  /** Reach of product / reference in one round; or of the product's value where there is none. */
  readonly reach: number;
  /** Whether more is better; `less` for waiting times and sizes. */
  readonly better: 'more' | 'less';
}

export interface Setting {
  readonly servers: BenchServers;
  /** Small sizes, for a look. */
  readonly quick: boolean;
  /** Smallest sizes: only to see that it runs. */
  readonly smoke: boolean;
  /** The folder with references that are not of this project; undefined when it is not there. */
  readonly refs: string | undefined;
  /** The whole system with officers on duty; started at first use, stopped at the end of the run. */
  system(): Promise<BenchSystem>;
  /** Tells the person who waits what is going on. */
  tell(text: string): void;
}

/** What runs in turn in each round, by name, in this order. */
export type Contestants = Readonly<Record<string, () => Promise<Figure>>>;

export interface Course {
  readonly contestants: Contestants;
  close(): Promise<void>;
}

export interface Benchmark {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly rows: readonly RowPlan[];
  /** Rounds that count; one more before them warms up, unless `warmsUp` is false. */
  readonly rounds: number;
  readonly warmsUp?: boolean;
  /** What it needs that is not here, in words; undefined when it can run. */
  readonly lacks?: (setting: Setting) => string | undefined;
  open(setting: Setting): Promise<Course>;
}

/** A number of things that depends on how thorough the run is. */
export const sized = (
  { quick, smoke }: Pick<Setting, 'quick' | 'smoke'>,
  sizes: { readonly full: number; readonly quick: number; readonly smoke: number },
): number => {
  if (smoke) return sizes.smoke;
  return quick ? sizes.quick : sizes.full;
};

/** Runs work and answers how much of it was done a second. */
export const perSecond = async (count: number, work: () => Promise<unknown>): Promise<Figure> => {
  const since = performance.now();
  await work();
  const ms = performance.now() - since;
  return { value: (count / ms) * 1000, more: { ms } };
};
