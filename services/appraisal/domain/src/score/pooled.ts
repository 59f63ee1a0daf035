import type { Rates } from '../metric/metric-book.ts';
import type { Stay } from '../stay/stays.ts';
import { IN_TIME, type Tally } from '../tally/tally.ts';
import { measured, type Measured } from './measured.ts';
import type { Counts } from './stretch.ts';

/** Where the days were spent that are pooled; whatever is not named does not matter. */
export interface PoolPlace {
  readonly team?: string;
  /** Whether a unit is meant. */
  readonly inUnits?: (unit: string) => boolean;
}

/** The sums of one officer that belong to a place: in time, and of the days spent there. */
export const talliesAt = (
  tallies: readonly Tally[],
  stays: readonly Stay[],
  { team, inUnits }: PoolPlace,
): Tally[] => {
  const inTime = tallies.filter(({ posted }) => posted === IN_TIME);
  if (team === undefined && inUnits === undefined) return inTime;
  const inside = stays.filter(
    (stay) =>
      (team === undefined || stay.team === team) && (inUnits === undefined || inUnits(stay.unit)),
  );
  return inTime.filter(({ day }) =>
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
