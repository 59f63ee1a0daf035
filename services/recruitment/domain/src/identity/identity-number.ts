/** Weights of the first 17 digits (GB 11643). */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';

const isDay = (text: string): boolean => {
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  const instant = Date.parse(`${day}T00:00:00.000Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(day);
};

/** The check digit that closes the first 17 digits of an identity number. */
export const checkDigitOf = (first17: string): string => {
  const sum = WEIGHTS.reduce((all, weight, at) => all + weight * Number(first17[at]), 0);
  return CHECK_DIGITS.charAt(sum % 11);
};

/** What is wrong with a resident identity number of 18 characters, or null when nothing is. */
export const identityNumberFault = (text: string): string | null => {
  if (!/^\d{17}[\dX]$/.test(text)) return 'must be 17 digits and a digit or X';
  if (!isDay(text.slice(6, 14))) return 'holds a birthday that does not exist';
  if (checkDigitOf(text.slice(0, 17)) !== text.charAt(17)) return 'has a wrong check digit';
  return null;
};
