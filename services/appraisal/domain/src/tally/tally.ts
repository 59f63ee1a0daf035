import { localDay, monthOf, type LocalDay, type LocalMonth } from '@ywk/kernel';
import type { CountedFact, MetricBook } from '../metric/metric-book.ts';

/** Posting of what arrived in time. */
export const IN_TIME = '';
/** Posting of what came too late to count anywhere: kept as evidence. */
export const OUTSIDE_HORIZON = 'outside';

/** A commutative sum: one officer, one local day of the act, one metric, one posting. */
export interface Tally {
  readonly officer: string;
  readonly day: LocalDay;
  readonly metric: string;
  /** {@link IN_TIME}, the month a late fact is posted to, or {@link OUTSIDE_HORIZON}. */
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

const monthNumber = (month: LocalMonth): number =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

/** The month that many months later. */
export const addMonths = (month: LocalMonth, months: number): LocalMonth => {
  const at = monthNumber(month) + months;
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
};

/** How the fold posts a fact: the months marked before it in its partition decide, no clock. */
export interface Posting {
  /** Months cut off at this position of this partition. */
  readonly marked: ReadonlySet<LocalMonth>;
  /** How many months back a late fact still adjusts (DOMAIN 3.0c.17). */
  readonly horizonMonths: number;
}

/** Where a fact of that day counts (policy ADJUST_NEXT): in time, the earliest open month, nowhere. */
export const postingOf = (day: LocalDay, { marked, horizonMonths }: Posting): string => {
  const origin = monthOf(day);
  if (!marked.has(origin)) return IN_TIME;
  let open = addMonths(origin, 1);
  while (marked.has(open)) open = addMonths(open, 1);
  return monthNumber(open) - monthNumber(origin) > horizonMonths ? OUTSIDE_HORIZON : open;
};
