import { ratio, ratioOf, type Ratio } from '@ywk/kernel';
import type { Act } from '../bureau/work.ts';

/** A sum of one month: a name, or what is left of the first less the second. */
export type Sum = string | readonly [plus: string, minus: string];

/** A number, or the part of a whole. */
export interface Measure {
  readonly part: Sum;
  readonly whole?: Sum;
}

/** Points of one occurrence: a whole number, or decimal text. */
type Points = number | string;

/** Points by code. */
export type Each = Readonly<Record<string, Points>>;

/** What must hold. */
export interface Condition extends Measure {
  readonly atLeast?: string;
  readonly atMost?: string;
}

/** How an indicator makes points of facts (DOMAIN 3.0c.3). */
export type Indicator = { readonly id: string; readonly weight: number } & (
  | ({ readonly kind: 'line'; readonly floor: string; readonly target: string } & Measure)
  | ({ readonly kind: 'median'; readonly floor: string; readonly target: string } & Measure)
  | ({ readonly kind: 'place'; readonly places: Readonly<Record<number, number>> } & Measure)
  | ({ readonly kind: 'steps'; readonly steps: Readonly<Record<string, number>> } & Measure)
  | { readonly kind: 'gate'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'each'; readonly start: number; readonly each: Each }
);

/** All that happened to one officer in the month. */
export interface Month {
  /** Counts and totals by metric. */
  readonly counts: Readonly<Record<string, number>>;
  readonly acts: readonly Act[];
}

const numberOf = ({ counts, acts }: Month, name: string): number =>
  (counts[name] ?? 0) + acts.filter(({ code }) => code === name).length;

const sumOf = (month: Month, sum: Sum): number =>
  typeof sum === 'string'
    ? numberOf(month, sum)
    : numberOf(month, sum[0]) - numberOf(month, sum[1]);

/** Exactly; null when there is nothing to divide by. */
export const valueOf = (month: Month, { part, whole }: Measure): Ratio | null => {
  if (whole === undefined) return ratio(sumOf(month, part));
  const divisor = sumOf(month, whole);
  return divisor === 0 ? null : ratio(sumOf(month, part), divisor);
};

const ZERO = ratio(0);

/** Points on the straight line between floor and target, both beyond their ends. */
const onLine = (
  value: Ratio | null,
  { floor, target, weight }: { floor: string; target: string; weight: number },
): Ratio | null => {
  if (value === null) return null;
  const from = ratioOf(floor);
  return value.sub(from).div(ratioOf(target).sub(from)).mul(weight);
};

/** Points of the first bound that is reached, the highest first. */
const onStep = (value: Ratio | null, steps: Readonly<Record<string, number>>): Ratio | null => {
  if (value === null) return null;
  const reached = Object.entries(steps).find(([from]) => value.compare(ratioOf(from)) >= 0);
  return ratio(reached?.[1] ?? 0);
};

/** Nothing to divide by breaks no condition. */
const holds = (month: Month, { atLeast, atMost, ...measure }: Condition): boolean => {
  const value = valueOf(month, measure);
  if (value === null) return true;
  if (atLeast !== undefined && value.compare(ratioOf(atLeast)) < 0) return false;
  return atMost === undefined || value.compare(ratioOf(atMost)) <= 0;
};

/** Points of occurrences; an act that states its points counts with those. */
export const pointsOfEach = (month: Month, each: Each): Ratio => {
  const stated = ({ code, amounts }: Act): Ratio => {
    const usual = ratioOf(String(each[code] ?? 0));
    const points = amounts['points'];
    return points === undefined ? usual : ratio(usual.compare(0) < 0 ? -points : points);
  };
  const ofTotals = Object.entries(each).map(([code, points]) =>
    ratioOf(String(points)).mul(month.counts[code] ?? 0),
  );
  const ofActs = month.acts.filter(({ code }) => code in each).map(stated);
  return [...ofTotals, ...ofActs].reduce((sum, points) => sum.add(points), ZERO);
};

/** The exact median; an even number has the mean of the middle two. */
export const medianOf = (figures: readonly Ratio[]): Ratio => {
  const sorted = [...figures].sort((a, b) => a.compare(b));
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2)];
  return (sorted[low] ?? ZERO).add(sorted[high] ?? ZERO).div(2);
};

const toMedian = (value: Ratio | null, figures: readonly Ratio[]): Ratio | null => {
  const median = medianOf(figures);
  return median.compare(0) === 0 ? null : (value?.div(median) ?? null);
};

/** By the number of those who are strictly better; alone there is nobody to compare with. */
const byPlace = (
  value: Ratio | null,
  figures: readonly Ratio[],
  places: Readonly<Record<number, number>>,
): Ratio | null => {
  if (value === null || figures.length < 2) return null;
  const place = 1 + figures.filter((figure) => figure.compare(value) > 0).length;
  const reached = Object.entries(places).find(([upTo]) => place <= Number(upTo));
  return ratio(reached?.[1] ?? 0);
};

/** Points before limit and rounding; null when the indicator does not apply. */
export const pointsOf = (
  indicator: Indicator,
  month: Month,
  figures: readonly Ratio[],
): Ratio | null => {
  switch (indicator.kind) {
    case 'line':
      return onLine(valueOf(month, indicator), indicator);
    case 'median':
      return onLine(toMedian(valueOf(month, indicator), figures), indicator);
    case 'place':
      return byPlace(valueOf(month, indicator), figures, indicator.places);
    case 'steps':
      return onStep(valueOf(month, indicator), indicator.steps);
    case 'gate':
      return indicator.conditions.every((condition) => holds(month, condition))
        ? ratio(indicator.weight)
        : ZERO;
    case 'each':
      return pointsOfEach(month, indicator.each).add(indicator.start);
  }
};
