import { ratio, type Ratio } from '@ywk/kernel';
import type { Rates } from '../metric/metric-book.ts';
import { exactly, pointsOf } from '../scheme/decimal.ts';
import type {
  AccumulateDocument,
  CohortMedianDocument,
  CohortScope,
  CountDocument,
  GateDocument,
  IndicatorDocument,
  LinearDocument,
  ManualDocument,
  RankDocument,
  StartFullDocument,
  StepsDocument,
} from '../scheme/indicator-document.ts';
import type { AssignedFacts } from './assign-facts.ts';
import { sumClauses, type CoefficientOf } from './clause-line.ts';
import { conditionLine } from './condition-line.ts';
import { linearPoints } from './linear.ts';
import { measured, ratioFromText } from './measured.ts';
import { sumOf, type Counts, type Stretch } from './stretch.ts';

/** What indicators of one stay are computed from. */
export interface StayFacts {
  /** Over all days that the indicator's group sees. */
  readonly counts: Counts;
  readonly stretches: readonly Stretch[];
  readonly assigned: AssignedFacts;
  readonly rates: Rates;
  readonly cohorts: Readonly<Record<CohortScope, string>>;
  /** Of facts, by the roles held in their stretch. */
  readonly coefficientOf: CoefficientOf;
  /** Of rates and other figures, by the roles held most days. */
  readonly coefficient: Ratio;
  readonly rounding: 'SUM_OF_ROUNDED' | 'ROUND_OF_SUM';
}

const fromClauses = (
  indicator: StartFullDocument | AccumulateDocument,
  { assigned, coefficientOf }: StayFacts,
) => {
  const { lines, exact } = sumClauses(indicator.clauses, assigned, coefficientOf);
  const start = indicator.shape === 'START_FULL' ? exactly(indicator.weight) : ratio(0);
  return { points: start.add(exact), detail: { shape: indicator.shape, clauses: lines } };
};

const fromCount = ({ count, unit }: CountDocument, facts: StayFacts) => {
  const points = facts.stretches.reduce(
    (sum, stretch) =>
      sum.add(ratio(sumOf(stretch.counts, count)).mul(facts.coefficientOf(stretch))),
    ratio(0),
  );
  const sums = measured({ count }, facts.counts, facts.rates);
  return {
    points: points.mul(exactly(unit)),
    detail: { shape: 'COUNT' as const, ...sums, unit: pointsOf(unit) },
  };
};

const fromLinear = ({ measure, floor, target, weight }: LinearDocument, facts: StayFacts) => {
  const sums = measured(measure, facts.counts, facts.rates);
  const line = { floor, target, weight: pointsOf(weight) };
  return {
    points: sums.value === null ? null : linearPoints(ratioFromText(sums.value), line),
    detail: { shape: 'LINEAR' as const, ...sums, floor: String(floor), target: String(target) },
  };
};

const fromSteps = ({ measure, steps }: StepsDocument, facts: StayFacts) => {
  const sums = measured(measure, facts.counts, facts.rates);
  if (sums.value === null) {
    return { points: null, detail: { shape: 'STEPS' as const, ...sums, step: null } };
  }
  const value = ratioFromText(sums.value);
  const [held] = steps
    .filter(({ atLeast }) => value.compare(exactly(atLeast)) >= 0)
    .sort((a, b) => exactly(b.atLeast).compare(exactly(a.atLeast)));
  return {
    points: exactly(held?.points ?? 0),
    detail: {
      shape: 'STEPS' as const,
      ...sums,
      step: held === undefined ? null : String(held.atLeast),
    },
  };
};

const fromGate = ({ conditions, weight }: GateDocument, facts: StayFacts) => {
  const lines = conditions.map((condition) => conditionLine(condition, facts));
  const holds = lines.every((line) => line.holds);
  return {
    points: holds ? exactly(weight) : ratio(0),
    detail: { shape: 'GATE' as const, conditions: lines },
  };
};

const fromRatings = ({ rate, outOf, weight }: ManualDocument, facts: StayFacts) => {
  const sums = measured({ rate }, facts.counts, facts.rates);
  const share = sums.value === null ? null : ratioFromText(sums.value).div(exactly(outOf));
  return {
    points: share === null ? null : share.mul(exactly(weight)),
    detail: { shape: 'MANUAL' as const, ...sums, outOf: String(outOf) },
  };
};

/** An indicator whose score depends on no other officer. */
export type LoneDocument = Exclude<IndicatorDocument, RankDocument | CohortMedianDocument>;

/** Points before coefficient, limit and rounding (null when not applicable), and the arithmetic. */
export const rawPoints = (indicator: LoneDocument, facts: StayFacts) => {
  switch (indicator.shape) {
    case 'START_FULL':
    case 'ACCUMULATE':
      return fromClauses(indicator, facts);
    case 'COUNT':
      return fromCount(indicator, facts);
    case 'LINEAR':
      return fromLinear(indicator, facts);
    case 'STEPS':
      return fromSteps(indicator, facts);
    case 'GATE':
      return fromGate(indicator, facts);
    case 'MANUAL':
      return fromRatings(indicator, facts);
  }
};
