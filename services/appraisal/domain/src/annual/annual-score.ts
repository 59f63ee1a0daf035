import { ratio, ratioOf, toHundredths, type Ratio } from '@ywk/kernel';
import {
  ANNUAL_GRADES,
  type AnnualDocument,
  type AnnualGrade,
  type AnnualPart,
} from '../scheme/annual-document.ts';
import { exactly, pointsOf } from '../scheme/decimal.ts';

/** What a year is put together from. */
export interface AnnualInput {
  /** Totals of the months that have one, in hundredths of a point. */
  readonly months: readonly number[];
  /** Scores by leaders, decimal text, 0 … 100. */
  readonly leaders: readonly string[];
  readonly votes: {
    readonly given: Readonly<Partial<Record<AnnualGrade, number>>>;
    readonly eligible: number;
  };
}

/** Why a part has no value. */
export type AnnualGap = 'NO_MONTHS' | 'NO_LEADERS' | 'TURNOUT_TOO_LOW' | 'TOO_FEW_VOTERS';

/** One part: its exact value 0 … 100, or why there is none. */
export interface AnnualPartScore {
  readonly part: AnnualPart['part'];
  readonly weight: number;
  readonly value: string | null;
  readonly gap: AnnualGap | null;
}

/** A year's score; null in total and grade while a part is missing: it is done again, never 0. */
export interface AnnualScore {
  readonly parts: readonly AnnualPartScore[];
  /** Hundredths of a point. */
  readonly total: number | null;
  /** By thresholds alone, before quotas and vetoes. */
  readonly grade: AnnualGrade | null;
}

const mean = (values: readonly Ratio[]): Ratio | undefined =>
  values.length === 0
    ? undefined
    : values.reduce((sum, value) => sum.add(value), ratio(0)).div(values.length);

const votesOf = ({ votes }: AnnualInput, rules: AnnualDocument): Ratio | AnnualGap => {
  const counted = ANNUAL_GRADES.map((grade) => ({ grade, n: votes.given[grade] ?? 0 }));
  const given = counted.reduce((sum, { n }) => sum + n, 0);
  if (given < rules.minVoters) return 'TOO_FEW_VOTERS';
  if (ratio(given, votes.eligible).compare(exactly(rules.minTurnout)) < 0) return 'TURNOUT_TOO_LOW';
  const sum = counted.reduce(
    (all, { grade, n }) => all.add(exactly(rules.votes[grade]).mul(n)),
    ratio(0),
  );
  return sum.div(given);
};

const valueOf = (
  part: AnnualPart['part'],
  input: AnnualInput,
  rules: AnnualDocument,
): Ratio | AnnualGap => {
  switch (part) {
    case 'MONTH_TOTALS':
      return mean(input.months.map((total) => ratio(total, 100))) ?? 'NO_MONTHS';
    case 'LEADERS':
      return mean(input.leaders.map((score) => ratioOf(score))) ?? 'NO_LEADERS';
    case 'VOTES':
      return votesOf(input, rules);
  }
};

/** The composite of a year: parts exact, the total HALF_UP once (DOMAIN 3.0c.14). */
export const annualScore = (input: AnnualInput, rules: AnnualDocument): AnnualScore => {
  const found = rules.parts.map(({ part, weight }) => ({
    part,
    weight: pointsOf(weight),
    value: valueOf(part, input, rules),
  }));
  const parts = found.map(({ part, weight, value }) =>
    typeof value === 'string'
      ? { part, weight, value: null, gap: value }
      : { part, weight, value: value.toFraction(), gap: null },
  );
  const values = found.flatMap(({ weight, value }) =>
    typeof value === 'string' ? [] : [value.mul(ratio(weight, 10_000))],
  );
  if (values.length < found.length) return { parts, total: null, grade: null };
  const total = toHundredths(values.reduce((sum, value) => sum.add(value), ratio(0)));
  const held = rules.grades.find(({ atLeast }) => total >= pointsOf(atLeast));
  return { parts, total, grade: held?.grade ?? null };
};
