import type { Rates } from '../metric/metric-book.ts';
import { sumsOf } from '../score/measured.ts';
import type { IndicatorDocument, Measure, MetricSum } from './indicator-document.ts';
import type { MonthRules } from './rule-book.ts';

const ofSum = ({ plus, minus }: MetricSum): readonly string[] => [...plus, ...(minus ?? [])];

const ofMeasure = (measure: Measure, rates: Rates): readonly string[] => {
  const { numerator, denominator } = sumsOf(measure, rates);
  return [...ofSum(numerator), ...(denominator === null ? [] : ofSum(denominator))];
};

/** The metrics that an indicator looks at. @throws Rejection RATE_UNKNOWN */
export const metricsOfIndicator = (
  indicator: IndicatorDocument,
  rates: Rates,
): readonly string[] => {
  switch (indicator.shape) {
    case 'START_FULL':
    case 'ACCUMULATE':
      return indicator.clauses.flatMap(({ metric, then }) => [metric, ...(then ?? [])].flat());
    case 'COUNT':
      return ofSum(indicator.count);
    case 'LINEAR':
    case 'STEPS':
    case 'RANK':
      return ofMeasure(indicator.measure, rates);
    case 'GATE':
      return indicator.conditions.flatMap(({ measure }) => ofMeasure(measure, rates));
    case 'MANUAL':
      return ofMeasure({ rate: indicator.rate }, rates);
    case 'COHORT_MEDIAN':
      return [
        ...ofSum(indicator.count),
        ...(indicator.given === undefined ? [] : [indicator.given]),
      ];
  }
};

/** The metrics that the indicators of a post look at; none for a post without rules. */
export const metricsOfPost = ({ scheme, rates }: MonthRules, post: string): string[] => {
  const groups = scheme.rulesOf(post, [])?.groups ?? [];
  const all = groups.flatMap(({ indicators }) =>
    indicators.flatMap((indicator) => metricsOfIndicator(indicator, rates)),
  );
  return [...new Set(all)];
};

/** Metrics behind a clause, an indicator or an effect of a month, by its id; undefined if it has none. */
export const metricsOfClause = (
  { scheme, rates }: MonthRules,
  id: string,
): readonly string[] | undefined => {
  const clauses = [
    ...scheme.indicators.flatMap((each) => ('clauses' in each ? each.clauses : [])),
    ...scheme.unboundClauses,
    ...scheme.document.effects,
  ].filter((clause) => clause.id === id);
  if (clauses.length > 0) return [...new Set(clauses.map(({ metric }) => metric))];
  const indicator = scheme.indicators.find((each) => each.id === id);
  return indicator === undefined ? undefined : [...new Set(metricsOfIndicator(indicator, rates))];
};
