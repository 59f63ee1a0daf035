import { ratio, toHundredths, type Ratio } from '@ywk/kernel';
import { pointsOf } from '../scheme/decimal.ts';
import type {
  CohortMedianDocument,
  IndicatorDocument,
  RankDocument,
} from '../scheme/indicator-document.ts';
import { measured } from './measured.ts';
import { rawPoints, type StayFacts } from './shapes.ts';
import type { CohortLine, OpenIndicator } from './indicator-line.ts';
import { countOf } from './stretch.ts';

/** Shapes whose points are multiplied fact by fact; the others as a whole. */
const BY_FACT: ReadonlySet<string> = new Set(['START_FULL', 'ACCUMULATE', 'COUNT']);

const headOf = ({ id, label, weight }: IndicatorDocument, coefficient: Ratio) => ({
  id,
  label,
  weight: pointsOf(weight),
  ...(coefficient.equals(1) ? {} : { coefficient: coefficient.toFraction() }),
});

/** Points within 0 … weight, rounded where the scheme rounds (DOMAIN 3.0c.1). */
export const limited = (
  points: Ratio | null,
  weight: number,
  rounding: StayFacts['rounding'],
): { score: number | null; exact?: string } => {
  if (points === null) return { score: null };
  const most = ratio(weight, 100);
  const above = points.compare(0) > 0 ? points : ratio(0);
  const within = above.compare(most) < 0 ? above : most;
  const score = toHundredths(within);
  return rounding === 'SUM_OF_ROUNDED' ? { score } : { score, exact: within.toFraction() };
};

const median = (indicator: CohortMedianDocument, facts: StayFacts): CohortLine => {
  const { count, floor, target, cohort } = indicator;
  const given = indicator.given === undefined ? 0 : countOf(facts.counts, indicator.given);
  return {
    ...headOf(indicator, facts.coefficient),
    shape: 'COHORT_MEDIAN',
    ...measured({ count }, facts.counts, facts.rates),
    cohort: facts.cohorts[cohort],
    given: given > 0 ? given : null,
    floor: String(floor),
    target: String(target),
  };
};

const rank = (indicator: RankDocument, facts: StayFacts): CohortLine => ({
  ...headOf(indicator, facts.coefficient),
  shape: 'RANK',
  ...measured(indicator.measure, facts.counts, facts.rates),
  cohort: facts.cohorts[indicator.cohort],
  places: indicator.places.map(({ upTo, points }) => ({ upTo, points: pointsOf(points) })),
});

/** One indicator of a stay; what depends on others stays open. */
export const openIndicator = (indicator: IndicatorDocument, facts: StayFacts): OpenIndicator => {
  if (indicator.shape === 'COHORT_MEDIAN') return median(indicator, facts);
  if (indicator.shape === 'RANK') return rank(indicator, facts);
  const { points, detail } = rawPoints(indicator, facts);
  const head = headOf(indicator, facts.coefficient);
  const factor = BY_FACT.has(indicator.shape) ? ratio(1) : facts.coefficient;
  const score = limited(points?.mul(factor) ?? null, head.weight, facts.rounding);
  return { ...head, ...detail, ...score };
};
