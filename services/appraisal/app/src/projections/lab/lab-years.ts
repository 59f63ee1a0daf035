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
    const moved: LabYear[] = [];
    for (const months of grouped(changes).values()) {
      const year = this.years.get(Number(months[0]?.period.slice(0, 4)));
      const found = year === undefined ? null : labYear(months, year.schemes);
      if (year === undefined || found === null) continue;
      year.sum.add(found);
      if (year.countsOtherwise || found.before.grade !== found.after.grade) moved.push(found);
    }
    for (let at = 0; at < moved.length; at += CAREERS_AT_ONCE) {
      await this.addCareers(tx, moved.slice(at, at + CAREERS_AT_ONCE));
    }
  }

  get effects(): YearEffect[] {
    return [...this.years.values()].map(({ sum }) => sum.effect);
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
