import { ratio, toHundredths, type Ratio } from '@ywk/kernel';
import { pointsOf, pointsOfEach, type Indicator, type Month } from './indicator.ts';
import { BONUS, BONUS_CAP, FROM_TOTAL, GRADES, HIGHEST_TOTAL, PUBLIC, VETOES } from './rc-1.ts';

export type Grade = (typeof GRADES)[number][1] | 'VETO';

/** What one month must come to under RC-1 (DOMAIN 3.0), worked out apart from the services. */
export interface ExpectedScore {
  /** Hundredths of a point. */
  readonly total: number;
  readonly grade: Grade;
  /** Fen, before the unit's budget. */
  readonly pay: number;
}

/** Figures of everybody whom an indicator compares, self included; none where it compares nobody. */
export type FiguresOf = (indicator: Indicator) => readonly Ratio[];

interface Item {
  readonly weight: number;
  /** Hundredths; null where the indicator does not apply. */
  readonly score: number | null;
}

const within = (points: Ratio, most: number): Ratio => {
  if (points.compare(0) < 0) return ratio(0);
  return points.compare(most) > 0 ? ratio(most) : points;
};

const itemOf = (indicator: Indicator, month: Month, figures: readonly Ratio[]): Item => {
  const { weight } = indicator;
  const points = pointsOf(indicator, month, figures);
  return { weight, score: points === null ? null : toHundredths(within(points, weight)) };
};

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

/** What does not apply hands its weight to the others (DOMAIN 3.0c.6). */
const groupScore = (items: readonly Item[]): number => {
  const applied = items.filter(({ score }) => score !== null);
  const points = sumOf(applied.map(({ score }) => score ?? 0));
  const [whole, carried] = [items, applied].map((each) => sumOf(each.map(({ weight }) => weight)));
  if (carried === undefined || carried === 0)
    throw new RangeError('Nothing applies in this month.');
  return toHundredths(ratio(points * (whole ?? 0), carried * 100));
};

const gradeOf = (total: number): [Grade, number] => {
  const [, grade, yuan] = GRADES.find(([from]) => total >= from) ?? GRADES[4];
  return [grade, yuan * 100];
};

/** Works out total, grade and pay of one officer's month. */
export const expectedScore = (
  custom: readonly Indicator[],
  month: Month,
  figuresOf: FiguresOf,
): ExpectedScore => {
  const groups = [PUBLIC, custom].map((indicators) =>
    groupScore(indicators.map((each) => itemOf(each, month, figuresOf(each)))),
  );
  const bonus = within(pointsOfEach(month, BONUS), BONUS_CAP);
  const beside = toHundredths(bonus.add(pointsOfEach(month, FROM_TOTAL)));
  const total = Math.min(HIGHEST_TOTAL * 100, Math.max(0, sumOf(groups) + beside));
  const vetoed = month.acts.some(({ code }) => VETOES.includes(code));
  const [grade, pay] = vetoed ? (['VETO', 0] as const) : gradeOf(total);
  return { total, grade, pay };
};
