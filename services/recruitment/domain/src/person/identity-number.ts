/** What is wrong with the text of an identity number. */
export type IdentityFault = 'FORM' | 'BIRTH_DATE' | 'CHECK_DIGIT';

/** Weights of the first seventeen digits and the check digits by remainder (GB 11643-1999). */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';
const EARLIEST_YEAR = 1900;

const checkDigitOf = (seventeen: string): string => {
  const sum = WEIGHTS.reduce((all, weight, at) => all + weight * Number(seventeen[at]), 0);
  return CHECK_DIGITS[sum % 11] ?? '';
};

const isCalendarDay = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

const isBirthDate = (digits: string): boolean => {
  const year = Number(digits.slice(0, 4));
  return (
    year >= EARLIEST_YEAR &&
    isCalendarDay(year, Number(digits.slice(4, 6)), Number(digits.slice(6, 8)))
  );
};

/** The form in which identity numbers are compared: no blanks, a capital X. */
export const normalIdentityNumber = (text: string): string =>
  text.replaceAll(/\s/g, '').toUpperCase();

/** The fault of an 18-digit identity number in normal form; undefined when it has none. */
export const identityFault = (number: string): IdentityFault | undefined => {
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return 'FORM';
  if (!isBirthDate(number.slice(6, 14))) return 'BIRTH_DATE';
  return checkDigitOf(number.slice(0, 17)) === number[17] ? undefined : 'CHECK_DIGIT';
};
