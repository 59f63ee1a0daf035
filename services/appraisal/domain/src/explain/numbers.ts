import { hundredthsText, toHundredths, type Ratio } from '@ywk/kernel';
import { exactly } from '../scheme/decimal.ts';
import type { Decimal } from '../scheme/clause-document.ts';
import { ratioFromText } from '../score/measured.ts';

/** Points as people write them: "13.49". */
export const points = hundredthsText;

/** An exact number to two digits: a median of 1450.5 as "1450.50", whole ones as they are. */
export const plain = (value: Ratio): string =>
  value.d === 1n ? value.toFraction() : hundredthsText(toHundredths(value));

/** A rate to 0.01 %, for people; it is never used rounded. */
export const percent = (value: Ratio): string => `${hundredthsText(toHundredths(value.mul(100)))}%`;

/** A value of a measure: rates in percent, counts as numbers. */
export const measuredText = (value: string | null, isRate: boolean): string => {
  if (value === null) return '—';
  return isRate ? percent(ratioFromText(value)) : plain(ratioFromText(value));
};

/** A number of a scheme beside such a value. */
export const boundText = (bound: Decimal, isRate: boolean): string => {
  const text = String(bound);
  return !isRate || text.endsWith('%') ? text : percent(exactly(bound));
};

/** "10.00 − 3.00 + 1.00": hundredths added up; "0.00" for none. */
export const signedSum = (terms: readonly number[]): string =>
  terms
    .map((term, at) => {
      if (at === 0) return points(term);
      return `${term < 0 ? '−' : '+'} ${points(Math.abs(term))}`;
    })
    .join(' ') || points(0);

/** Decimal text of points in a scheme. */
export const pointsText = (value: Decimal): string => plain(exactly(value));
