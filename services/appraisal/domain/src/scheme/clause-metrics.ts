import type { ClauseDocument, IndicatorDocument, MetricSum } from './scheme-document.ts';
import type { Scheme } from './scheme.ts';

const ofSum = ({ plus, minus }: MetricSum): readonly string[] => [...plus, ...(minus ?? [])];

const ofIndicator = (indicator: IndicatorDocument): readonly string[] => {
  switch (indicator.shape) {
    case 'START_FULL':
      return indicator.clauses.map(({ metric }) => metric);
    case 'LINEAR':
      return [...ofSum(indicator.numerator), ...ofSum(indicator.denominator)];
    case 'COHORT_MEDIAN':
      return [...ofSum(indicator.numerator), indicator.given];
  }
};

const clausesOf = (indicator: IndicatorDocument): readonly ClauseDocument[] =>
  indicator.shape === 'START_FULL' ? indicator.clauses : [];

/** Metrics behind a clause, an indicator or a veto of a scheme, by its id; undefined if it has none. */
export const metricsOfClause = (scheme: Scheme, id: string): readonly string[] | undefined => {
  const { document } = scheme;
  const indicators = [...document.public, ...Object.values(document.posts).flat()];
  const clauses = [...indicators.flatMap(clausesOf), ...scheme.unboundClauses];
  const clause = clauses.find((each) => each.id === id);
  if (clause !== undefined) return [clause.metric];
  const indicator = indicators.find((each) => each.id === id);
  if (indicator !== undefined) return [...new Set(ofIndicator(indicator))];
  const effects = [...document.veto, ...document.cancel.map(({ metric }) => metric)];
  return effects.includes(id) ? [id] : undefined;
};
