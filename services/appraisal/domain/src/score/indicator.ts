import { ratio } from '@ywk/kernel';
import type {
  CohortMedianDocument,
  IndicatorDocument,
  LinearDocument,
  StartFullDocument,
} from '../scheme/scheme-document.ts';
import { pointsOf } from '../scheme/scheme.ts';
import { clauseLines } from './clause-line.ts';
import { countOf, sumOf, type Counts } from './counts.ts';
import { linearScore, ratioText } from './linear.ts';
import type { CohortLine, LinearLine, OpenIndicator, StartFullLine } from './sheet.ts';

const startFull = (indicator: StartFullDocument, counts: Counts): StartFullLine => {
  const { id, label } = indicator;
  const weight = pointsOf(indicator.weight);
  const { clauses, points } = clauseLines(indicator.clauses, counts);
  const score = Math.max(0, Math.min(weight, weight + points));
  return { id, label, weight, shape: 'START_FULL', clauses, score };
};

const linear = (indicator: LinearDocument, counts: Counts): LinearLine => {
  const { id, label, floor, target } = indicator;
  const numerator = sumOf(counts, indicator.numerator);
  const denominator = sumOf(counts, indicator.denominator);
  const rate = denominator > 0 ? ratio(numerator, denominator) : null;
  const weight = pointsOf(indicator.weight);
  return {
    id,
    label,
    weight,
    shape: 'LINEAR',
    numerator,
    denominator,
    rate: rate === null ? null : ratioText(rate),
    floor: String(floor),
    target: String(target),
    score: rate === null ? null : linearScore(rate, { floor, target, weight }),
  };
};

const againstCohort = (
  indicator: CohortMedianDocument,
  counts: Counts,
  cohort: string,
): CohortLine => {
  const { id, label, floor, target } = indicator;
  const given = countOf(counts, indicator.given);
  return {
    id,
    label,
    weight: pointsOf(indicator.weight),
    shape: 'COHORT_MEDIAN',
    numerator: sumOf(counts, indicator.numerator),
    cohort,
    given: given > 0 ? given : null,
    floor: String(floor),
    target: String(target),
  };
};

/** One indicator of a stay, from the sums of its days; what depends on others stays open. */
export const openIndicator = (
  indicator: IndicatorDocument,
  counts: Counts,
  cohort: string,
): OpenIndicator => {
  switch (indicator.shape) {
    case 'START_FULL':
      return startFull(indicator, counts);
    case 'LINEAR':
      return linear(indicator, counts);
    case 'COHORT_MEDIAN':
      return againstCohort(indicator, counts, cohort);
  }
};
