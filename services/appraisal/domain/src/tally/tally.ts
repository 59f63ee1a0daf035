import { localDay, type LocalDay } from '@ywk/kernel';
import type { CountedFact, MetricBook } from '../metric/metric-book.ts';

/** A commutative sum: one officer, one local day of the act, one metric, one posting. */
export interface Tally {
  readonly officer: string;
  readonly day: LocalDay;
  readonly metric: string;
  /** Where it counts, see `postingOf`: in time, `r2` for a revision, a month that it adjusts … */
  readonly posted: string;
  readonly n: number;
}

/** A fact or its reversal, with its posting. */
export interface Entry {
  readonly fact: CountedFact;
  readonly sign: 1 | -1;
  readonly posted: string;
}

const keyOf = ({ officer, day, metric, posted }: Omit<Tally, 'n'>): string =>
  `${officer}|${day}|${metric}|${posted}`;

/** Sums by key. Entries may come in any order and any cut: the sums are the same. */
export class TallySheet {
  private readonly rows = new Map<string, { -readonly [Name in keyof Tally]: Tally[Name] }>();

  add(tally: Tally): void {
    const key = keyOf(tally);
    const row = this.rows.get(key);
    if (row === undefined) {
      if (tally.n !== 0) this.rows.set(key, { ...tally });
      return;
    }
    row.n += tally.n;
    if (row.n === 0) this.rows.delete(key);
  }

  /** Adds another sheet to this one. */
  merge(other: TallySheet): this {
    for (const tally of other.rows.values()) this.add(tally);
    return this;
  }

  /** Rows in the order of their key, without zeros. */
  list(): Tally[] {
    return [...this.rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tally]) => tally);
  }
}

/** Rows of one entry. @throws Rejection for a fact that no metric can count */
export const talliesOf = (book: MetricBook, { fact, sign, posted }: Entry): Tally[] => {
  const day = localDay(fact.occurredAt);
  return book
    .deltasOf(fact)
    .map(({ metric, n }) => ({ officer: fact.officer, day, metric, posted, n: n * sign }));
};

/** Folds entries into sums. */
export const foldEntries = (book: MetricBook, entries: Iterable<Entry>): TallySheet => {
  const sheet = new TallySheet();
  for (const entry of entries) for (const tally of talliesOf(book, entry)) sheet.add(tally);
  return sheet;
};
