import { ratio, toHundredths } from '@ywk/kernel';
import { pointsOf, type Scheme } from '../scheme/scheme.ts';
import { cohortKey, ratioFromText, type CohortValues } from './cohort.ts';
import { linearScore, ratioText } from './linear.ts';
import type {
  Adjustment,
  CohortLine,
  CohortScoredLine,
  Group,
  LeftOutStay,
  NotScoredReason,
  OpenIndicator,
  OpenSheet,
  OpenStay,
  ScoredGroup,
  ScoredIndicator,
  ScoredStay,
  ScoreSheet,
} from './sheet.ts';

/** What is joined to a stored sheet on reading. */
export interface Joined {
  readonly scheme: Scheme;
  readonly cohorts: CohortValues;
  readonly adjustments: readonly Adjustment[];
}

const withMedian = (line: CohortLine, cohorts: CohortValues): CohortScoredLine => {
  const known = cohorts.get(cohortKey(line.cohort, line.id));
  const text = line.given === null ? known : String(line.given);
  if (text === undefined) return { ...line, median: null, score: null };
  const median = ratioFromText(text);
  // Nothing has a ratio to a median of zero: not applicable, never full marks.
  if (median.compare(0) <= 0) return { ...line, median: ratioText(median), score: null };
  const score = linearScore(ratio(line.numerator).div(median), line);
  return { ...line, median: ratioText(median), score };
};

const scoredIndicator = (indicator: OpenIndicator, cohorts: CohortValues): ScoredIndicator =>
  indicator.shape === 'COHORT_MEDIAN' ? withMedian(indicator, cohorts) : indicator;

const weigh = (indicators: readonly ScoredIndicator[]): number =>
  indicators.reduce((sum, { weight }) => sum + weight, 0);

/** REDISTRIBUTE: what applies carries the weight of the whole group (DOMAIN 3.0c.6). */
const scoredGroup = (
  group: Group<OpenIndicator>,
  cohorts: CohortValues,
): ScoredGroup | undefined => {
  const indicators = group.indicators.map((indicator) => scoredIndicator(indicator, cohorts));
  const applicable = indicators.filter(({ score }) => score !== null);
  const carried = weigh(applicable);
  if (carried === 0) return undefined;
  const weight = weigh(indicators);
  const sum = applicable.reduce((all, { score }) => all + (score ?? 0), 0);
  const score = toHundredths(ratio(sum, 100).mul(ratio(weight, carried)));
  return { id: group.id, indicators, weight, score };
};

const withoutTotal = (stay: OpenStay): LeftOutStay => {
  const { unit, post, team, from, to, days } = stay;
  return { unit, post, team, from, to, days, status: 'NOT_SCORED', reason: 'NOTHING_APPLICABLE' };
};

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const scoredStay = (stay: OpenStay, { scheme, cohorts, adjustments }: Joined) => {
  const groups = stay.groups
    .map((group) => scoredGroup(group, cohorts))
    .filter((group) => group !== undefined);
  if (groups.length < stay.groups.length) return withoutTotal(stay);
  const { bonus, total } = scheme.document;
  const points =
    sumOf(groups.map(({ score }) => score)) +
    Math.min(stay.bonus.points, pointsOf(bonus.cap)) +
    stay.deductions.points +
    sumOf(adjustments.map((adjustment) => adjustment.points));
  const clipped = Math.max(0, Math.min(pointsOf(total.max), points));
  return { ...stay, groups, total: clipped } satisfies ScoredStay;
};

/** Σ total × days ÷ Σ days, HALF_UP, all in hundredths (DOMAIN 3.0c.12). Null without a part. */
export const weighByDays = (
  parts: readonly { readonly total: number; readonly days: number }[],
): number | null => {
  const days = sumOf(parts.map((part) => part.days));
  if (days === 0) return null;
  return toHundredths(ratio(sumOf(parts.map((part) => part.total * part.days)), days * 100));
};

const reasonOf = (stays: ScoreSheet['stays']): NotScoredReason => {
  const reasons = stays.flatMap((stay) => (stay.status === 'NOT_SCORED' ? [stay.reason] : []));
  return reasons.find((reason) => reason !== 'NO_SCHEME_FOR_POST') ?? reasons[0] ?? 'NO_STAY';
};

const gradeOf = (
  sheet: OpenSheet,
  total: number | null,
  scheme: Scheme,
): Pick<ScoreSheet, 'grade' | 'pay'> => {
  if (total === null || sheet.probation) return { grade: null, pay: null };
  const [effect] = [...sheet.effects].sort((a, b) => (a.grade > b.grade ? -1 : 1));
  return effect === undefined ? scheme.gradeOf(total) : { grade: effect.grade, pay: 0 };
};

/** Joins cohort values and adjustments to a stored sheet, in the order of DOMAIN 3.0c.1. */
export const scoreSheet = (sheet: OpenSheet, joined: Joined): ScoreSheet => {
  const stays = sheet.stays.map((stay) =>
    stay.status === 'SCORED' ? scoredStay(stay, joined) : stay,
  );
  const total = weighByDays(stays.filter((stay) => stay.status === 'SCORED'));
  return {
    ...sheet,
    stays,
    adjustments: joined.adjustments,
    status: total === null ? 'NOT_SCORED' : 'SCORED',
    reason: total === null ? reasonOf(stays) : null,
    total,
    ...gradeOf(sheet, total, joined.scheme),
  };
};
