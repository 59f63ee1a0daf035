const STEMS = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const DIGITS = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** A name nobody bears: a heavenly stem and a number, 甲一, 乙二〇四. */
export const inventedName = (index: number): string => {
  const stem = STEMS[index % STEMS.length] ?? '';
  const number = String(Math.floor(index / STEMS.length) + 1);
  return stem + [...number].map((digit) => DIGITS[Number(digit)] ?? '').join('');
};

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';

/** The last digit of an identity number (GB 11643) for its first seventeen. */
export const checkDigit = (seventeen: string): string => {
  const sum = WEIGHTS.reduce((all, weight, at) => all + weight * Number(seventeen[at]), 0);
  return CHECK_DIGITS[sum % 11] ?? '';
};

/** No province has the code 99, so the number belongs to nobody though its check digit is right. */
const NO_SUCH_REGION = '990101';
const FIRST_BIRTH = Date.UTC(1970, 0, 1);
const BIRTH_DAYS = 30 * 365;

/** An identity number that is well formed and cannot exist; another one for each index. */
export const inventedIdentityNumber = (index: number): string => {
  const birth = new Date(FIRST_BIRTH + ((index * 7) % BIRTH_DAYS) * 86_400_000);
  const day = birth.toISOString().slice(0, 10).replaceAll('-', '');
  const order = String((Math.floor(index / BIRTH_DAYS) * 7 + index) % 1000).padStart(3, '0');
  const seventeen = `${NO_SUCH_REGION}${day}${order}`;
  return seventeen + checkDigit(seventeen);
};

/** What the seventeenth digit of an identity number tells (GB 11643): odd for men. */
export const sexOf = (identityNumber: string): 'F' | 'M' =>
  Number(identityNumber[16]) % 2 === 1 ? 'M' : 'F';

/** A number in a range that no operator was given. */
export const inventedPhone = (index: number): string => `154${String(index).padStart(8, '0')}`;
