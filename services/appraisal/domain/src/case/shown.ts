import { hundredthsText, ratio, ratioOf, toHundredths, type Ratio } from '@ywk/kernel';
import type { Decimal } from '../scheme/clause-document.ts';
import { ratioFromText } from '../score/measured.ts';

/** What stands where there is no value. */
export const NONE = 'NONE';
export const NOT_APPLICABLE = 'NOT_APPLICABLE';

/** Hundredths as people write them, or why there are none. */
export const pointsText = (hundredths: number | null, none = NONE): string =>
  hundredths === null ? none : hundredthsText(hundredths);

/** "98.59%": a rate as it is shown, HALF_UP to a hundredth of a percent. */
export const percentText = (value: Ratio): string =>
  `${hundredthsText(toHundredths(value.mul(100)))}%`;

/** "631/640 = 98.59%", or a count as it is. */
export const measuredText = (numerator: number, denominator: number | null): string => {
  if (denominator === null) return String(numerator);
  if (denominator <= 0) return `${NOT_APPLICABLE} (${numerator}/${denominator})`;
  return `${numerator}/${denominator} = ${percentText(ratio(numerator, denominator))}`;
};

const NUMBER = /^-?\d+(?:\.\d+)?%?$/;
const FRACTION = /^\d+\/\d+$/;

const valueOf = (text: string): Ratio | undefined => {
  if (FRACTION.test(text)) return ratioFromText(text);
  return NUMBER.test(text) ? ratioOf(text) : undefined;
};

/** The same number however it is written, or the same word. */
export const sameText = (expected: Decimal, found: string): boolean => {
  const [wanted, had] = [valueOf(String(expected)), valueOf(found)];
  if (wanted === undefined || had === undefined) return String(expected) === found;
  return wanted.equals(had);
};

/** A percentage is compared as it is shown, a fraction or a decimal exactly. */
export const sameMeasured = (
  expected: Decimal,
  { numerator, denominator }: { readonly numerator: number; readonly denominator: number | null },
): boolean => {
  const text = String(expected);
  if (denominator !== null && denominator <= 0) return text === NOT_APPLICABLE;
  const value = ratio(numerator, denominator ?? 1);
  return text.endsWith('%')
    ? sameText(text, percentText(value))
    : sameText(text, value.toFraction());
};
