import type { Rates } from '../metric/metric-book.ts';
import type { Stay } from '../stay/stays.ts';
import { postingsUpTo } from '../tally/posting.ts';
import type { Tally } from '../tally/tally.ts';
import { measured, type Measured } from './measured.ts';
import type { Counts } from './stretch.ts';

/** Where the days were spent that are pooled; whatever is not named does not matter. */
export interface PoolPlace {
  /** What counts in this revision of the month; from 1. */
  readonly revision: number;
  readonly team?: string;
  /** Whether a unit is meant. */
  readonly inUnits?: (unit: string) => boolean;
}

/** The sums of one officer that belong to a place: what counts, of the days spent there. */
export const talliesAt = (
  tallies: readonly Tally[],
  stays: readonly Stay[],
  { revision, team, inUnits }: PoolPlace,
): Tally[] => {
  const postings = new Set(postingsUpTo(revision));
  const counted = tallies.filter(({ posted }) => postings.has(posted));
  if (team === undefined && inUnits === undefined) return counted;
  const inside = stays.filter(
    (stay) =>
      (team === undefined || stay.team === team) && (inUnits === undefined || inUnits(stay.unit)),
  );
  return counted.filter(({ day }) =>
    inside.some(({ from, to }) => from <= day && (to === null || day <= to)),
  );
};

/** Adds sums up by metric. */
export const countsOf = (tallies: Iterable<Pick<Tally, 'metric' | 'n'>>): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { metric, n } of tallies) counts.set(metric, (counts.get(metric) ?? 0) + n);
  return counts;
};

/**
 * A rate over several officers, or the sum of a metric: sums first, one division last (DOMAIN W14).
 * @param figure name of a rate, else of a metric
 */
export const pooled = (figure: string, counts: Counts, rates: Rates): Measured =>
  measured(rates.has(figure) ? { rate: figure } : { count: { plus: [figure] } }, counts, rates);
