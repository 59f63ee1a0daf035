import {
  labYear,
  YearEffectSum,
  type LabBooks,
  type LabChange,
  type LabYear,
  type Scheme,
  type YearEffect,
} from '@ywk/appraisal-domain';
import type { PoolClient } from 'pg';
import { readCareers } from '../../persistence/career.store.ts';

/** As many careers are held at once. */
const CAREERS_AT_ONCE = 500;

const yearOf = ({ period }: LabChange): number => Number(period.slice(0, 4));

/** Sums of a year, and the rules of its last month on both sides. */
interface Year {
  readonly sum: YearEffectSum;
  readonly schemes: { readonly live: Scheme; readonly draft: Scheme };
  /** The two sides count years otherwise: careers change even where grades do not. */
  readonly countsOtherwise: boolean;
}

const rulesText = ({ document }: Scheme): string =>
  JSON.stringify(document.decisions?.tiers ?? null);

const grouped = (changes: readonly LabChange[]): Map<string, LabChange[]> => {
  const found = new Map<string, LabChange[]>();
  for (const change of changes) {
    const key = `${yearOf(change)} ${change.officer}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, [change]);
    else known.push(change);
  }
  return found;
};

/** What the months of a run would do to annual grades and tiers: a partition at a time. */
export class LabYears {
  private readonly years: ReadonlyMap<number, Year>;

  /** @param periods of the run, oldest first */
  constructor(books: LabBooks, periods: readonly string[]) {
    const last = new Map(periods.map((period) => [Number(period.slice(0, 4)), period]));
    this.years = new Map(
      [...last].map(([year, period]) => {
        const schemes = {
          live: books.live.of(period).scheme,
          draft: books.draft.of(period).scheme,
        };
        const countsOtherwise = rulesText(schemes.live) !== rulesText(schemes.draft);
        return [year, { sum: new YearEffectSum(year, schemes), schemes, countsOtherwise }];
      }),
    );
  }

  /** @param changes of all months of some officers */
  async add(tx: PoolClient, changes: readonly LabChange[]): Promise<void> {
    const moved = [...grouped(changes).values()].flatMap((months) => this.addYear(months));
    for (let at = 0; at < moved.length; at += CAREERS_AT_ONCE) {
      await this.addCareers(tx, moved.slice(at, at + CAREERS_AT_ONCE));
    }
  }

  get effects(): YearEffect[] {
    return [...this.years.values()].map(({ sum }) => sum.effect);
  }

  /** @returns the year again when careers have to be looked at */
  private addYear(months: readonly LabChange[]): LabYear[] {
    const [first] = months;
    const year = first === undefined ? undefined : this.years.get(yearOf(first));
    if (year === undefined) return [];
    const found = labYear(months, year.schemes);
    if (found === null) return [];
    year.sum.add(found);
    const isMoved = year.countsOtherwise || found.before.grade !== found.after.grade;
    return isMoved ? [found] : [];
  }

  private async addCareers(tx: PoolClient, moved: readonly LabYear[]): Promise<void> {
    const officers = [...new Set(moved.map(({ officer }) => officer))];
    const careers = new Map(
      (await readCareers(tx, officers)).map(({ officer, history }) => [officer, history]),
    );
    for (const found of moved) {
      const history = careers.get(found.officer);
      if (history !== undefined) this.years.get(found.year)?.sum.addCareer(found, history);
    }
  }
}
