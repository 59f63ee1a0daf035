import type { Ratio } from '@ywk/kernel';
import type { Rates } from '../metric/metric-book.ts';
import type { Decimal } from '../scheme/clause-document.ts';
import { exactly } from '../scheme/decimal.ts';
import type { ConditionDocument } from '../scheme/indicator-document.ts';
import { measured, ratioFromText } from './measured.ts';
import type { ConditionLine } from './indicator-line.ts';
import type { Counts } from './stretch.ts';

const reaches = (value: Ratio, bound: Decimal | undefined): boolean =>
  bound === undefined || value.compare(exactly(bound)) >= 0;

const keeps = (value: Ratio, bound: Decimal | undefined): boolean =>
  bound === undefined || value.compare(exactly(bound)) <= 0;

const textOf = (bound: Decimal | undefined): string | null =>
  bound === undefined ? null : String(bound);

/** One condition over the days of a stay. Without a denominator nothing went wrong: it holds. */
export const conditionLine = (
  { measure, atLeast, atMost }: ConditionDocument,
  { counts, rates }: { readonly counts: Counts; readonly rates: Rates },
): ConditionLine => {
  const sums = measured(measure, counts, rates);
  const value = sums.value === null ? null : ratioFromText(sums.value);
  const holds = value === null || (reaches(value, atLeast) && keeps(value, atMost));
  return { ...sums, atLeast: textOf(atLeast), atMost: textOf(atMost), holds };
};
