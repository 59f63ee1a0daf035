import { fault, type Fault } from '../scheme/fault.ts';
import type { MetricSum } from '../scheme/indicator-document.ts';
import type { MetricDocument } from './metric-definition.ts';

const twice = (names: readonly { name: string; path: string }[], what: string): Fault[] => {
  const seen = new Map<string, string>();
  return names.flatMap(({ name, path }) => {
    const first = seen.get(name);
    seen.set(name, first ?? path);
    return first === undefined
      ? []
      : [fault(path, `${what} "${name}" stands at ${first} already`, 'each name once')];
  });
};

const namesOf = ({ plus, minus }: MetricSum): readonly string[] => [...plus, ...(minus ?? [])];

const unknownIn = (document: MetricDocument, known: ReadonlySet<string>): Fault[] =>
  document.rates.flatMap(({ rate, numerator, denominator }, at) =>
    [...new Set([...namesOf(numerator), ...namesOf(denominator)])]
      .filter((metric) => !known.has(metric))
      .map((metric) =>
        fault(
          `/rates/${at}`,
          `"${rate}" rests on "${metric}", which is not defined`,
          'a metric of this document',
        ),
      ),
  );

/** Everything that keeps well-formed metric definitions from meaning something. */
export const metricFaults = (document: MetricDocument): Fault[] => {
  const measured = document.measured.map(({ metric }, at) => ({
    name: metric,
    path: `/measured/${at}/metric`,
  }));
  const codes = document.events.flatMap((events, at) =>
    events.codes.map((code) => ({ name: code, path: `/events/${at}/codes` })),
  );
  const rates = document.rates.map(({ rate }, at) => ({ name: rate, path: `/rates/${at}/rate` }));
  const known = new Set([...measured, ...codes].map(({ name }) => name));
  const firstDay = document.effectiveFrom.endsWith('-01')
    ? []
    : [
        fault(
          '/effectiveFrom',
          `${document.effectiveFrom} is no first day of a month`,
          'YYYY-MM-01',
        ),
      ];
  return [
    ...firstDay,
    ...twice([...measured, ...codes], 'the metric'),
    ...twice(rates, 'the rate'),
    ...unknownIn(document, known),
  ];
};
