import { ratio, type Ratio } from '@ywk/kernel';
import { ratioFromText, ratioText } from './measured.ts';
import type { CohortLine, OpenIndicator } from './indicator-line.ts';
import type { OpenSheet } from './sheet.ts';

/** One officer's figure in a cohort. */
export interface CohortFigure {
  readonly cohort: string;
  readonly indicator: string;
  /** Exact: "1508", or "39/40" of a rate. */
  readonly value: string;
}

/** Name of a cohort's value for one indicator: how a sheet asks for it. */
export const cohortKey = (cohort: string, indicator: string): string => `${cohort}|${indicator}`;

/** Waits for a value of its cohort. */
export const isCohortLine = (line: OpenIndicator): line is CohortLine =>
  line.shape === 'COHORT_MEDIAN' || line.shape === 'RANK';

/** The lines of a sheet that wait for cohort values. */
export const cohortLines = (sheet: OpenSheet): CohortLine[] =>
  sheet.stays.flatMap((stay) =>
    stay.status === 'SCORED'
      ? stay.groups.flatMap(({ indicators }) => indicators).filter(isCohortLine)
      : [],
  );

/** Two stays of one person in a cohort are one member: sums are pooled, also those of a rate. */
const pooled = (lines: readonly CohortLine[]): string | null => {
  const sum = (numbers: (number | null)[]) =>
    numbers.reduce<number>((all, each) => all + (each ?? 0), 0);
  const numerator = sum(lines.map((line) => line.numerator));
  if (lines[0]?.denominator === null) return String(numerator);
  const denominator = sum(lines.map((line) => line.denominator));
  return denominator > 0 ? ratioText(ratio(numerator, denominator)) : null;
};

/** The figures that the lines of a sheet bring into cohorts: members with a scored stay, self included. */
export const cohortFigures = (lines: readonly CohortLine[]): CohortFigure[] => {
  const byKey = new Map<string, CohortLine[]>();
  for (const line of lines) {
    const key = cohortKey(line.cohort, line.id);
    byKey.set(key, [...(byKey.get(key) ?? []), line]);
  }
  return [...byKey.values()].flatMap((each) => {
    const [first] = each;
    const value = pooled(each);
    if (first === undefined || value === null) return [];
    return [{ cohort: first.cohort, indicator: first.id, value }];
  });
};

const descending = (figures: readonly string[]): Ratio[] =>
  figures.map(ratioFromText).sort((a, b) => b.compare(a));

/** The exact median; an even count has the mean of the two in the middle. Undefined for none. */
export const median = (figures: readonly string[]): Ratio | undefined => {
  const sorted = descending(figures);
  const upper = sorted[Math.floor((sorted.length - 1) / 2)];
  const lower = sorted[Math.floor(sorted.length / 2)];
  return upper === undefined || lower === undefined ? undefined : upper.add(lower).div(2);
};

/**
 * What a cohort tells its members, as text: the exact median, or for places all figures, best
 * first. Undefined for a cohort without members.
 */
export const cohortValue = (
  shape: CohortLine['shape'],
  figures: readonly string[],
): string | undefined => {
  if (shape === 'RANK')
    return figures.length === 0 ? undefined : descending(figures).map(ratioText).join(' ');
  const middle = median(figures);
  return middle === undefined ? undefined : ratioText(middle);
};

/** Values by {@link cohortKey}, as {@link cohortValue} gives them. */
export type CohortValues = ReadonlyMap<string, string>;

/** Figures of places, read once for everybody who asks with the same values. */
const readFigures = new WeakMap<CohortValues, Map<string, readonly Ratio[]>>();

const figuresOf = (values: CohortValues, key: string): readonly Ratio[] => {
  const known = readFigures.get(values) ?? new Map<string, readonly Ratio[]>();
  readFigures.set(values, known);
  const text = values.get(key);
  const figures = known.get(key) ?? text?.split(' ').map(ratioFromText) ?? [];
  known.set(key, figures);
  return figures;
};

/** How many of the figures, best first, are strictly better. */
const betterThan = (own: Ratio, figures: readonly Ratio[]): number => {
  let [low, high] = [0, figures.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (figures[middle] !== undefined && figures[middle].compare(own) > 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Place of a figure in its cohort: 1 + number strictly better; ties share it (DOMAIN 3.0c.3). */
export const placeIn = (
  value: string,
  values: CohortValues,
  key: string,
): { place: number; members: number } => {
  const figures = figuresOf(values, key);
  return { place: betterThan(ratioFromText(value), figures) + 1, members: figures.length };
};
