import { ratio, ratioOf, type Ratio } from '@ywk/kernel';
import type { Decimal } from '../scheme/clause-document.ts';
import { exactly } from '../scheme/decimal.ts';

export const QUOTA_ROUNDINGS = ['FLOOR', 'CEIL', 'HALF_UP'] as const;
export type QuotaRounding = (typeof QUOTA_ROUNDINGS)[number];

/** A share of a group's people, and how it becomes whole seats (DOMAIN 3.0, W5). */
export interface Quota {
  /** 0 … 1, or as percent: "10%". */
  readonly share: Decimal;
  /** A ceiling rounds down and a floor rounds up, or the promise is broken. */
  readonly rounding: QuotaRounding;
}

/** Seats of one period, and the part of a seat that is kept for the next one. */
export interface Seats {
  readonly seats: number;
  /** Exact; above −1 and below 1. */
  readonly rest: Ratio;
}

const NOTHING = ratio(0);

const whole = (value: Ratio): number => Number(value.s * value.n);

const rounded = (value: Ratio, rounding: QuotaRounding): number => {
  switch (rounding) {
    case 'FLOOR':
      return whole(value.floor());
    case 'CEIL':
      return whole(value.ceil());
    case 'HALF_UP':
      return whole(value.add(ratio(1, 2)).floor());
  }
};

/**
 * The seats of a quota over n people.
 * @param carried what earlier periods left of a seat (positive) or took too much (negative)
 */
export const seatsOf = ({ share, rounding }: Quota, n: number, carried: Ratio = NOTHING): Seats => {
  const due = exactly(share).mul(n).add(carried);
  const seats = Math.max(0, rounded(due, rounding));
  return { seats, rest: due.sub(seats) };
};

/** A part of a seat as it is kept between periods: `2/5`. */
export const restText = (rest: Ratio): string => rest.toFraction();

/** The part of a seat that a text keeps; nothing for an absent one. */
export const restOf = (text: string | undefined): Ratio => {
  const [numerator = '0', denominator = '1'] = (text ?? '0').split('/');
  return ratioOf(numerator).div(ratioOf(denominator));
};
