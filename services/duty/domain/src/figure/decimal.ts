import { ratio, type Ratio } from '@ywk/kernel';

/**
 * A ratio as people read it: at most that many decimals, half away from zero, no idle zeros.
 * `2/3` with 6 places is `0.666667`. For showing only; rules keep the ratio.
 */
export const decimalText = (value: Ratio, places: number): string => {
  const scale = 10n ** BigInt(places);
  const scaled = value.abs().mul(ratio(scale)).add(ratio(1, 2)).floor().n;
  const sign = value.compare(0) < 0 && scaled > 0n ? '-' : '';
  const digits = String(scaled).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const rest = digits.slice(digits.length - places).replace(/0+$/, '');
  return `${sign}${whole}${rest === '' ? '' : `.${rest}`}`;
};
