import { ratio, toHundredths, type Ratio } from '@ywk/kernel';
import type { Decimal } from '../scheme/clause-document.ts';
import { exactly, pointsOf } from '../scheme/decimal.ts';
import type { MonthRules } from '../scheme/rule-book.ts';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import type { Scheme } from '../scheme/scheme.ts';
import { scoredIndicator } from './cohort-line.ts';
import type { CohortValues } from './cohort.ts';
import { ratioFromText } from './measured.ts';
import type { OpenIndicator, ScoredIndicator } from './indicator-line.ts';
import type {
  Adjustment,
  Group,
  LeftOutStay,
  NotScoredReason,
  OpenSheet,
  OpenStay,
  ScoredGroup,
  ScoredStay,
  ScoreSheet,
} from './sheet.ts';

/** What is joined to a stored sheet on reading. */
export interface Joined {
  readonly rules: MonthRules;
  readonly cohorts: CohortValues;
  readonly adjustments: readonly Adjustment[];
}

const weigh = (indicators: readonly ScoredIndicator[]): number =>
  indicators.reduce((sum, { weight }) => sum + weight, 0);

/** Points of an indicator as they are summed: rounded, or exact where the sum alone is rounded. */
const pointsIn = ({ score, exact }: ScoredIndicator): Ratio | null => {
  if (score === null) return null;
  return exact === undefined ? ratio(score, 100) : ratioFromText(exact);
};

/** What an indicator without a denominator does, by the scheme's policy. */
const withPolicy = (
  indicator: ScoredIndicator,
  policy: SchemeDocument['notApplicable'],
): ScoredIndicator => {
  if (indicator.score !== null || policy === 'REDISTRIBUTE') return indicator;
  return { ...indicator, score: policy === 'FULL' ? indicator.weight : 0 };
};

/** A group, and its points before they are rounded. */
interface Weighed {
  readonly group: ScoredGroup;
  readonly exact: Ratio;
}

const cappedGroup = (points: Ratio, cap: Decimal | undefined): Ratio =>
  cap === undefined || points.compare(exactly(cap)) < 0 ? points : exactly(cap);

/** What applies carries the weight of the whole group (REDISTRIBUTE, DOMAIN 3.0c.6). */
const scoredGroup = (
  group: Group<OpenIndicator>,
  { rules, cohorts }: Joined,
): Weighed | undefined => {
  const { notApplicable, rounding, groupCaps } = rules.scheme.document;
  const indicators = group.indicators
    .map((indicator) => scoredIndicator(indicator, { cohorts, rounding }))
    .map((indicator) => withPolicy(indicator, notApplicable));
  const applicable = indicators.filter(({ score }) => score !== null);
  const carried = weigh(applicable);
  if (carried === 0) return undefined;
  const weight = weigh(indicators);
  const sum = applicable.reduce((all, each) => all.add(pointsIn(each) ?? 0), ratio(0));
  const exact = cappedGroup(sum.mul(ratio(weight, carried)), groupCaps?.[group.id]);
  return { group: { id: group.id, indicators, weight, score: toHundredths(exact) }, exact };
};

const withoutTotal = ({ unit, post, team, from, to, days, weight }: OpenStay): LeftOutStay => ({
  ...{ unit, post, team, from, to, days, weight },
  status: 'NOT_SCORED',
  reason: 'NOTHING_APPLICABLE',
});

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Bonus under its cap, less deductions, plus adjustments: in the order of DOMAIN 3.0c.1. */
const besideGroups = (stay: OpenStay, { rules, adjustments }: Joined): number =>
  Math.min(stay.bonus.points, pointsOf(rules.scheme.document.bonus.cap)) +
  stay.deductions.points +
  sumOf(adjustments.map((adjustment) => adjustment.points));

const scoredStay = (stay: OpenStay, joined: Joined): ScoredStay | LeftOutStay => {
  const weighed = stay.groups
    .map((group) => scoredGroup(group, joined))
    .filter((group) => group !== undefined);
  if (weighed.length < stay.groups.length) return withoutTotal(stay);
  const { total, rounding } = joined.rules.scheme.document;
  const inGroups =
    rounding === 'SUM_OF_ROUNDED'
      ? sumOf(weighed.map(({ group }) => group.score))
      : toHundredths(weighed.reduce((sum, { exact }) => sum.add(exact), ratio(0)));
  const points = inGroups + besideGroups(stay, joined);
  const clipped = Math.max(0, Math.min(pointsOf(total.max), points));
  return { ...stay, groups: weighed.map(({ group }) => group), total: clipped };
};

/** Σ total × weight ÷ Σ weights, HALF_UP, all in hundredths (DOMAIN 3.0c.12). Null without a part. */
export const weighStays = (
  parts: readonly { readonly total: number; readonly weight: number }[],
): number | null => {
  const weights = sumOf(parts.map(({ weight }) => weight));
  if (weights === 0) return null;
  return toHundredths(ratio(sumOf(parts.map((part) => part.total * part.weight)), weights * 100));
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
  const brought = new Set(sheet.effects.map(({ effect }) => effect));
  for (const grade of ['VETO', 'CANCELLED'] as const) {
    if (brought.has(grade)) return { grade, pay: 0 };
  }
  return scheme.gradeOf(total);
};

/** Joins cohort values and adjustments to a stored sheet, in the order of DOMAIN 3.0c.1. */
export const scoreSheet = (sheet: OpenSheet, joined: Joined): ScoreSheet => {
  const stays = sheet.stays.map((stay) =>
    stay.status === 'SCORED' ? scoredStay(stay, joined) : stay,
  );
  const total = weighStays(stays.filter((stay) => stay.status === 'SCORED'));
  return {
    ...sheet,
    stays,
    adjustments: joined.adjustments,
    status: total === null ? 'NOT_SCORED' : 'SCORED',
    reason: total === null ? reasonOf(stays) : null,
    total,
    ...gradeOf(sheet, total, joined.rules.scheme),
  };
};
