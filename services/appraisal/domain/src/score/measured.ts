import { ratio, ratioOf, Rejection, type Ratio } from '@ywk/kernel';
import type { Rates } from '../metric/metric-book.ts';
import type { RateDefinition } from '../metric/metric-definition.ts';
import type { Measure, MetricSum } from '../scheme/indicator-document.ts';
import { sumOf, type Counts } from './stretch.ts';

/** A measure over the days of a stay. */
export interface Measured {
  readonly numerator: number;
  /** Null for a count. */
  readonly denominator: number | null;
  /** The exact value as "p/q" or a whole number; null without a denominator. */
  readonly value: string | null;
}

/** "731/756": how an exact ratio stands in a sheet. */
export const ratioText = (value: Ratio): string => value.toFraction();

/** Reads it back. */
export const ratioFromText = (text: string): Ratio => {
  const [numerator = '0', denominator] = text.split('/');
  return denominator === undefined
    ? ratioOf(numerator)
    : ratio(BigInt(numerator), BigInt(denominator));
};

/** @throws Rejection RATE_UNKNOWN when the metric definitions of the month lack it */
export const rateOf = (rates: Rates, name: string): RateDefinition => {
  const found = rates.get(name);
  if (found === undefined) {
    throw new Rejection(
      'RATE_UNKNOWN',
      { zh: `指标定义中没有比率“${name}”。`, en: `No metric definition names a rate "${name}".` },
      { rate: name },
    );
  }
  return found;
};

/** A measure as the two sums that it rests on; a count has no denominator. */
export const sumsOf = (
  measure: Measure,
  rates: Rates,
): { numerator: MetricSum; denominator: MetricSum | null } =>
  measure.rate === undefined
    ? { numerator: measure.count, denominator: null }
    : rateOf(rates, measure.rate);

/** Pooled over the days: sums first, one division last (DOMAIN W14). */
export const measured = (measure: Measure, counts: Counts, rates: Rates): Measured => {
  const sums = sumsOf(measure, rates);
  const numerator = sumOf(counts, sums.numerator);
  if (sums.denominator === null) {
    return { numerator, denominator: null, value: String(numerator) };
  }
  const denominator = sumOf(counts, sums.denominator);
  const value = denominator > 0 ? ratioText(ratio(numerator, denominator)) : null;
  return { numerator, denominator, value };
};
