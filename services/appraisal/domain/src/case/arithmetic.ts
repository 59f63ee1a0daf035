import { pointsOf } from '../scheme/decimal.ts';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import type { ClauseLine, ConditionLine, ScoredIndicator } from '../score/indicator-line.ts';
import type { ScoredGroup, ScoredStay, ScoreSheet } from '../score/sheet.ts';
import { measuredText, NOT_APPLICABLE, pointsText } from './shown.ts';

const sumText = (parts: readonly string[]): string => parts.join(' + ');

const clauseText = ({ clause, count, points }: ClauseLine): string =>
  `${clause} ×${count} (${pointsText(points)})`;

const conditionText = ({ numerator, denominator, atLeast, atMost, holds }: ConditionLine): string =>
  [
    measuredText(numerator, denominator),
    ...(atLeast === null ? [] : [`≥ ${atLeast}`]),
    ...(atMost === null ? [] : [`≤ ${atMost}`]),
    holds ? 'holds' : 'fails',
  ].join(' ');

const rangeText = (line: { floor: string; target: string; weight: number }): string =>
  `${line.floor} → 0.00, ${line.target} → ${pointsText(line.weight)}`;

/** How an indicator came to its points, up to coefficient, limit and rounding. */
const workingOf = (line: ScoredIndicator): string => {
  switch (line.shape) {
    case 'START_FULL':
      return sumText([pointsText(line.weight), ...line.clauses.map(clauseText)]);
    case 'ACCUMULATE':
      return sumText([pointsText(0), ...line.clauses.map(clauseText)]);
    case 'COUNT':
      return `${line.numerator} × ${pointsText(line.unit)}`;
    case 'LINEAR':
      return `${measuredText(line.numerator, line.denominator)}; ${rangeText(line)}`;
    case 'STEPS':
      return `${measuredText(line.numerator, line.denominator)}; step ${line.step ?? 'none'}`;
    case 'GATE':
      return line.conditions.map(conditionText).join(', ');
    case 'MANUAL':
      return `${measuredText(line.numerator, line.denominator)} of ${line.outOf}`;
    case 'COHORT_MEDIAN':
      return `${line.numerator} ÷ median ${line.median ?? NOT_APPLICABLE} of ${line.cohort}; ${rangeText(line)}`;
    case 'RANK':
      return `${measuredText(line.numerator, line.denominator)}, place ${line.place ?? NOT_APPLICABLE} of ${line.members} in ${line.cohort}`;
  }
};

/** One line of one indicator: "C2 派警准确率: 631/640 = 98.59%; 95% → 0.00, 99.5% → 20.00 ⇒ 15.97". */
export const itemArithmetic = (line: ScoredIndicator): string => {
  const factor = line.coefficient === undefined ? '' : ` × ${line.coefficient}`;
  const score = pointsText(line.score, NOT_APPLICABLE);
  const exact = line.exact === undefined ? '' : `, exactly ${line.exact}`;
  const limit = `within 0.00 … ${pointsText(line.weight)}`;
  return `${line.id} ${line.label.zh}: ${workingOf(line)}${factor}, ${limit} ⇒ ${score}${exact}`;
};

/** What a group sums up, with the weight that what applies carries. */
export const groupArithmetic = (group: ScoredGroup, { groupCaps }: SchemeDocument): string => {
  const applicable = group.indicators.filter(({ score }) => score !== null);
  const carried = applicable.reduce((sum, { weight }) => sum + weight, 0);
  const parts = applicable.map(({ id, score }) => `${id} ${pointsText(score)}`);
  const handedOn =
    carried === group.weight ? '' : `, × ${pointsText(group.weight)} ÷ ${pointsText(carried)}`;
  const cap = groupCaps?.[group.id];
  const capped = cap === undefined ? '' : `, cap ${cap}`;
  return `${group.id}: ${sumText(parts)}${handedOn}${capped} ⇒ ${pointsText(group.score)}`;
};

const clausesText = (clauses: readonly ClauseLine[]): string =>
  clauses.length === 0 ? '0.00' : sumText(clauses.map(clauseText));

/** Bonus and deductions from the total. */
export const besideArithmetic = ({ bonus, deductions }: ScoredStay, scheme: SchemeDocument) => ({
  bonus: `bonus: ${clausesText(bonus.clauses)}, cap ${scheme.bonus.cap} ⇒ ${pointsText(bonusOf({ bonus }, scheme))}`,
  total: `total: ${clausesText(deductions.clauses)} ⇒ ${pointsText(deductions.points)}`,
});

/** Bonus under its cap, hundredths. */
export const bonusOf = ({ bonus }: Pick<ScoredStay, 'bonus'>, scheme: SchemeDocument): number =>
  Math.min(bonus.points, pointsOf(scheme.bonus.cap));

/** How a stay came to its total. */
export const stayArithmetic = (
  stay: ScoredStay,
  { adjustments }: ScoreSheet,
  scheme: SchemeDocument,
): string[] => {
  const groups = stay.groups.map(({ id, score }) => `${id} ${pointsText(score)}`);
  const adjusted = adjustments.map(
    ({ originPeriod, points }) => `adjustment of ${originPeriod} ${pointsText(points)}`,
  );
  const parts = [
    ...groups,
    `bonus ${pointsText(bonusOf(stay, scheme))}`,
    `off the total ${pointsText(stay.deductions.points)}`,
    ...adjusted,
  ];
  const beside = besideArithmetic(stay, scheme);
  return [
    `${stay.post} ${stay.from} … ${stay.to}: ${sumText(parts)}, within 0.00 … ${scheme.total.max} ⇒ ${pointsText(stay.total)}`,
    ...stay.groups.flatMap((group) => [
      `  ${groupArithmetic(group, scheme)}`,
      ...group.indicators.map((line) => `    ${itemArithmetic(line)}`),
    ]),
    ...[beside.bonus, beside.total].map((line) => `  ${line}`),
  ];
};

const weighedText = (sheet: ScoreSheet): string[] => {
  const scored = sheet.stays.filter((stay) => stay.status === 'SCORED');
  if (scored.length < 2) return [];
  const parts = scored.map(({ total, weight }) => `${pointsText(total)} × ${pointsText(weight)}`);
  const weights = scored.reduce((sum, { weight }) => sum + weight, 0);
  return [`(${sumText(parts)}) ÷ ${pointsText(weights)} ⇒ ${pointsText(sheet.total)}`];
};

/** How a month came to its total: how its stays weigh, then each of them. */
export const sheetArithmetic = (sheet: ScoreSheet, scheme: SchemeDocument): string[] => [
  ...weighedText(sheet),
  ...sheet.stays.flatMap((stay) =>
    stay.status === 'SCORED'
      ? stayArithmetic(stay, sheet, scheme)
      : [`${stay.post} ${stay.from} … ${stay.to}: NOT_SCORED, ${stay.reason}`],
  ),
];

/** How a total became a grade. */
export const gradeArithmetic = (sheet: ScoreSheet, { grades }: SchemeDocument): string[] => {
  const bounds = grades.map(({ grade, atLeast }) => `${grade} ≥ ${atLeast}`).join(', ');
  const effects = sheet.effects.map(
    ({ clause, effect, count }) => `${clause} ×${count} brings ${effect}`,
  );
  const probation = sheet.probation ? ['in the trainee time: not graded'] : [];
  return [`${pointsText(sheet.total)}: ${bounds}`, ...effects, ...probation];
};
