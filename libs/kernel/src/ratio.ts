import Fraction from 'fraction.js';

/** An exact ratio. Never a float on the way in: build it from integers or decimal text. */
export type Ratio = Fraction;

/** `numerator / denominator`, exactly. @throws RangeError when the denominator is zero */
export const ratio = (numerator: number | bigint, denominator: number | bigint = 1): Ratio => {
  if (BigInt(denominator) === 0n) throw new RangeError('A ratio needs a denominator.');
  return new Fraction(BigInt(numerator), BigInt(denominator));
};

/** Reads "0.85", "85%" or "-3" exactly. @throws SyntaxError for anything else */
export const ratioOf = (text: string): Ratio => {
  const match = /^(-?\d+(?:\.\d+)?)(%)?$/.exec(text.trim());
  if (match === null) throw new SyntaxError(`"${text}" is no decimal number or percentage.`);
  const value = new Fraction(match[1] ?? '0');
  return match[2] === undefined ? value : value.div(100);
};

/** HALF_UP to hundredths, half away from zero also below it (DOMAIN 3.0c §1): 13.485 → 1349. */
export const toHundredths = (value: Ratio): number => {
  const { n, d } = value.abs();
  return Number((200n * n + d) / (2n * d)) * (value.compare(0) < 0 ? -1 : 1) || 0;
};

/** "88.85" for 8885: points and yuan as people write them. */
export const hundredthsText = (value: number): string => {
  const digits = String(Math.abs(value)).padStart(3, '0');
  return `${value < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
