import { ratio, ratioOf, toHundredths, type Ratio } from '@ywk/kernel';
import { democraticScore, type DemocraticRules } from '../review/democratic-score.ts';
import type { AnnualDocument, AnnualGrade, AnnualPart } from '../scheme/annual-document.ts';
import { pointsOf } from '../scheme/decimal.ts';
import { ratioFromText } from '../score/measured.ts';

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
  /** What a review settled, exact, or why it has no value; in place of `leaders` and `votes`. */
  readonly reviewed?: Readonly<Partial<Record<'LEADERS' | 'VOTES', string>>>;
}

/** Why a part has no value. */
export const ANNUAL_GAPS = [
  'NO_MONTHS',
  'NO_LEADERS',
  'TURNOUT_TOO_LOW',
  'TOO_FEW_VOTERS',
  /** Judged in no review. */
  'NO_REVIEW',
] as const;
export type AnnualGap = (typeof ANNUAL_GAPS)[number];

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

/** Everybody in one class: what a year is told without a review. */
const ONE_CLASS: DemocraticRules['reviews'] = {
  classes: [{ id: 'ALL', label: { zh: '全体', en: 'Everybody' }, weight: 100 }],
  smallClasses: 'HIDE',
};

const votesOf = ({ votes }: AnnualInput, annual: AnnualDocument): Ratio | AnnualGap => {
  const found = democraticScore([{ class: 'ALL', ...votes }], { reviews: ONE_CLASS, annual });
  return found.value === null ? (found.gap ?? 'TOO_FEW_VOTERS') : ratioFromText(found.value);
};

const isGap = (found: string): found is AnnualGap =>
  (ANNUAL_GAPS as readonly string[]).includes(found);

/** What a review settled, in place of what is told. */
const reviewedOf = (found: string): Ratio | AnnualGap =>
  isGap(found) ? found : ratioFromText(found);

const valueOf = (
  part: AnnualPart['part'],
  input: AnnualInput,
  rules: AnnualDocument,
): Ratio | AnnualGap => {
  const settled = part === 'MONTH_TOTALS' ? undefined : input.reviewed?.[part];
  if (settled !== undefined) return reviewedOf(settled);
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
