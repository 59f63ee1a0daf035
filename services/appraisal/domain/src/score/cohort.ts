import { ratio, ratioOf, type Ratio } from '@ywk/kernel';
import type { OpenSheet } from './sheet.ts';

/** One officer's figure in a cohort. */
export interface CohortFigure {
  readonly cohort: string;
  readonly indicator: string;
  readonly value: number;
}

/** Name of a cohort's value for one indicator: how a sheet asks for it. */
export const cohortKey = (cohort: string, indicator: string): string => `${cohort}|${indicator}`;

/** The figures that a sheet brings into cohorts: members with a scored stay, self included. */
export const cohortFigures = (sheet: OpenSheet): CohortFigure[] => {
  const figures = new Map<string, CohortFigure>();
  for (const stay of sheet.stays) {
    if (stay.status !== 'SCORED') continue;
    for (const indicator of stay.groups.flatMap(({ indicators }) => indicators)) {
      if (indicator.shape !== 'COHORT_MEDIAN') continue;
      const { cohort, id, numerator } = indicator;
      const before = figures.get(cohortKey(cohort, id))?.value ?? 0;
      figures.set(cohortKey(cohort, id), { cohort, indicator: id, value: before + numerator });
    }
  }
  return [...figures.values()];
};

/** The exact median; an even count has the mean of the two in the middle. Undefined for none. */
export const median = (values: readonly number[]): Ratio | undefined => {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? undefined : ratio(lower + upper, 2);
};

/** Medians by {@link cohortKey}, as exact text "p/q" or a whole number. */
export type CohortValues = ReadonlyMap<string, string>;

/** Reads "2901/2". */
export const ratioFromText = (text: string): Ratio => {
  const [numerator = '', denominator = '1'] = text.split('/');
  return ratioOf(numerator).div(ratioOf(denominator));
};
