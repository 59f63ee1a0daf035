import type { CohortValues, LabBooks, Scheme } from '@ywk/appraisal-domain';
import type { LocalMonth } from '@ywk/kernel';
import { valuesByKey, valuesOf } from '../../persistence/cohort.store.ts';
import type { Database } from '../../persistence/database.ts';
import type { LabRun } from '../../persistence/lab-run.store.ts';
import { readLabFigures, type Sides } from '../../persistence/lab-work.store.ts';
import { heardUntil } from '../../persistence/month-officers.ts';
import { closesBy } from '../../persistence/period-close.store.ts';
import { originsPostedTo } from '../../persistence/tally.store.ts';

/** A run and the rules of its two sides. */
export interface Tried {
  readonly run: LabRun;
  readonly books: LabBooks;
}

/** One month of a run: what its sheets rest on beside sums and stays. */
export interface LabMonth extends Tried {
  readonly period: LocalMonth;
  /** The last one that was computed when the run was asked for; 1 for an open month. */
  readonly revision: number;
  /** Positions of personnel up to which a closed month hears of officers. */
  readonly heard: ReadonlyMap<number, number>;
  /** Months whose facts the version's side counts by other metric definitions. */
  readonly recounted: readonly LocalMonth[];
  /** What the version makes of the cohorts of closed months from which late facts come. */
  readonly originCohorts: ReadonlyMap<LocalMonth, CohortValues>;
}

const sideValues = async (
  db: Database,
  place: { readonly run: string; readonly period: LocalMonth },
  { side, scheme }: { readonly side: keyof LabBooks; readonly scheme: Scheme },
): Promise<CohortValues> => valuesByKey(valuesOf(await readLabFigures(db, place, side), scheme));

/** What the figures of a month come to, once all of them are kept. */
export const cohortsOf = async (
  db: Database,
  { run: { run }, books }: Tried,
  period: LocalMonth,
): Promise<Sides<CohortValues>> => {
  const of = (side: keyof LabBooks) =>
    sideValues(db, { run, period }, { side, scheme: books[side].of(period).scheme });
  return { live: await of('live'), draft: await of('draft') };
};

export const labMonth = async (
  db: Database,
  tried: Tried,
  period: LocalMonth,
): Promise<LabMonth> => {
  const { run, books } = tried;
  const posted = await originsPostedTo(db, period, books.live.months);
  const origins = posted.filter((month) => month >= run.from && month < period);
  const originCohorts = new Map<LocalMonth, CohortValues>();
  for (const month of origins.filter((each) => run.periods.includes(each))) {
    originCohorts.set(month, (await cohortsOf(db, tried, month)).draft);
  }
  const recounted = [...origins, period].filter(
    (month) => books.draft.of(month).metrics !== books.live.of(month).metrics,
  );
  const revision = (await closesBy(db, [period], run.askedMs)).get(period) ?? 1;
  const isClosed = run.closed.includes(period);
  const heard = isClosed ? await heardUntil(db, { period, revision }) : new Map();
  return { ...tried, period, revision, heard, recounted, originCohorts };
};
