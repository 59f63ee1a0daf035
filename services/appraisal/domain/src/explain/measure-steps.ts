import type { Label } from '@ywk/kernel';
import type { Measure, MetricSum } from '../scheme/indicator-document.ts';
import { rateOf, sumsOf, type Measured } from '../score/measured.ts';
import { countOf, sumOf, type Counts } from '../score/stretch.ts';
import type { Rates } from '../metric/metric-book.ts';
import type { Step } from './ground.ts';
import type { Names } from './labels.ts';
import { measuredText } from './numbers.ts';

/** What words and numbers of a stay's arithmetic are taken from. */
export interface Telling {
  readonly names: Names;
  readonly rates: Rates;
  /** Over all days that the indicator's group sees. */
  readonly counts: Counts;
}

const bracketed = (parts: readonly string[], [open, close]: readonly [string, string]): string => {
  const text = parts.join(' ');
  return parts.length > 1 ? `${open}${text}${close}` : text;
};

const signed = ({ plus, minus }: MetricSum, textOf: (metric: string) => string): string[] => [
  ...plus.map((metric, at) => (at === 0 ? '' : '+ ') + textOf(metric)),
  ...(minus ?? []).map((metric) => `− ${textOf(metric)}`),
];

const wordsOf = (sum: MetricSum, { names }: Telling): Label => ({
  zh: bracketed(
    signed(sum, (metric) => names.metric(metric).zh),
    ['（', '）'],
  ),
  en: bracketed(
    signed(sum, (metric) => names.metric(metric).en),
    ['(', ')'],
  ),
});

const numbersOf = (sum: MetricSum, { counts }: Telling): string =>
  bracketed(
    signed(sum, (metric) => String(countOf(counts, metric))),
    ['(', ')'],
  );

const countSteps = (count: MetricSum, telling: Telling): Step[] => {
  const numbers = signed(count, (metric) => String(countOf(telling.counts, metric))).join(' ');
  const total = String(sumOf(telling.counts, count));
  const working = numbers === total ? total : `${numbers} = ${total}`;
  return [{ what: wordsOf(count, telling), working }];
};

const outcome = ({ numerator, denominator, value }: Measured): string => {
  const fraction = `${numerator}/${denominator}`;
  return value === null ? fraction : `${fraction} = ${measuredText(value, true)}`;
};

/** A measure of a stay, from the sums that it rests on; a rate also says what it leaves out. */
export const measureSteps = (measure: Measure, line: Measured, telling: Telling): Step[] => {
  if (measure.rate === undefined) return countSteps(measure.count, telling);
  const { numerator, denominator } = sumsOf(measure, telling.rates);
  const { label, excluded } = rateOf(telling.rates, measure.rate);
  const below = denominator ?? { plus: [] };
  const [over, under] = [wordsOf(numerator, telling), wordsOf(below, telling)];
  const step = {
    what: {
      zh: `${label.zh} = ${over.zh} ÷ ${under.zh}`,
      en: `${label.en} = ${over.en} ÷ ${under.en}`,
    },
    working: `${numbersOf(numerator, telling)} ÷ ${numbersOf(below, telling)} = ${outcome(line)}`,
  };
  const left = excluded === undefined ? [] : [leftOut(excluded)];
  return [step, ...left];
};

const leftOut = ({ zh, en }: Label): Step => ({
  what: { zh: `不计入：${zh}`, en: `Left out: ${en}` },
  working: '',
});
