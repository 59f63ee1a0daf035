import type { LocalMonth } from '@ywk/kernel';
import type { LabChange } from './comparison.ts';
import { GroupSum, type LabGroup } from './lab-group.ts';

/** A group under its name; null: none is recorded. */
export interface NamedGroup extends LabGroup {
  readonly name: string | null;
}

/** How many sheets went from one grade to another; null: no grade. */
export interface GradeMove {
  readonly before: string | null;
  readonly after: string | null;
  readonly sheets: number;
}

/** Who changes score and grade, and by how much. */
export interface LabReport {
  readonly all: LabGroup;
  readonly months: readonly NamedGroup[];
  readonly units: readonly NamedGroup[];
  readonly posts: readonly NamedGroup[];
  /** Null where it is withheld: see {@link FEWEST_SHOWN}. */
  readonly sexes: readonly NamedGroup[] | null;
  readonly grades: readonly GradeMove[];
  /** The totals that move furthest, the furthest first. */
  readonly largest: readonly MovedSheet[];
}

/** A change as it is shown of one person. */
export type MovedSheet = Omit<LabChange, 'sex'>;

/**
 * Groups by sex are withheld, all of them, when one has fewer officers than this in any month of the
 * run: figures of so few would tell about persons, and the others would tell them by subtraction.
 */
export const FEWEST_SHOWN = 5;

const LARGEST = 20;

type Sums = Map<string | null, GroupSum>;

const addTo = (sums: Sums, name: string | null, change: LabChange): void => {
  let sum = sums.get(name);
  if (sum === undefined) sums.set(name, (sum = new GroupSum()));
  sum.add(change);
};

const named = (sums: Sums): NamedGroup[] =>
  [...sums]
    .sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1))
    .map(([name, sum]) => ({ name, ...sum.group }));

const moved = ({ before, after }: MovedSheet): number =>
  before.total === null || after.total === null ? 0 : Math.abs(after.total - before.total);

const furthestFirst = (a: MovedSheet, b: MovedSheet): number => {
  const further = moved(b) - moved(a);
  if (further !== 0) return further;
  return a.officer + a.period < b.officer + b.period ? -1 : 1;
};

/** Adds up a run, sheet by sheet, in any order; holds groups, never the sheets. */
export class LabReportSum {
  private readonly all = new GroupSum();
  private readonly months: Sums = new Map();
  private readonly units: Sums = new Map();
  private readonly posts: Sums = new Map();
  private readonly sexes: Sums = new Map();
  private readonly sexesOfMonths = new Map<LocalMonth, Map<LabChange['sex'], number>>();
  private readonly moves = new Map<string, GradeMove>();
  private largest: MovedSheet[] = [];

  add(change: LabChange): void {
    const { period, unit, post, sex } = change;
    this.all.add(change);
    addTo(this.months, period, change);
    addTo(this.units, unit, change);
    addTo(this.posts, post, change);
    addTo(this.sexes, sex, change);
    const counts = this.sexesOfMonths.get(period) ?? new Map<LabChange['sex'], number>();
    this.sexesOfMonths.set(period, counts.set(sex, (counts.get(sex) ?? 0) + 1));
    this.addMove(change);
    this.addLargest(change);
  }

  get report(): LabReport {
    const few = [...this.sexesOfMonths.values()].some((counts) =>
      [...counts.values()].some((officers) => officers < FEWEST_SHOWN),
    );
    return {
      all: this.all.group,
      months: named(this.months),
      units: named(this.units),
      posts: named(this.posts),
      sexes: few ? null : named(this.sexes),
      grades: [...this.moves].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, move]) => move),
      largest: this.largest,
    };
  }

  private addMove({ before, after }: LabChange): void {
    const key = `${before.grade ?? ''}>${after.grade ?? ''}`;
    const { sheets = 0 } = this.moves.get(key) ?? {};
    this.moves.set(key, { before: before.grade, after: after.grade, sheets: sheets + 1 });
  }

  private addLargest({ sex: _sex, ...change }: LabChange): void {
    if (moved(change) === 0) return;
    const last = this.largest[LARGEST - 1];
    if (last !== undefined && furthestFirst(last, change) < 0) return;
    this.largest = [...this.largest, change].sort(furthestFirst).slice(0, LARGEST);
  }
}
