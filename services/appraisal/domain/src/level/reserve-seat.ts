import { Rejection } from '@ywk/kernel';

/** What a seat above a ceiling could rest on after a month is final (DOMAIN 3.0b). */
export interface SeatAbove {
  readonly unit: string;
  readonly year: number;
  /** Of the scheme, for a unit and year. */
  readonly reserveSeats: number;
  readonly usedThisYear: number;
  /** Document of a superior's approval. */
  readonly approval: string | null;
}

/**
 * What carries a seat above the ceiling: a reserve seat of the year first, else a superior's approval.
 * @throws Rejection SEAT_ABOVE_CEILING when there is neither: the score stands, the grade stays
 */
export const seatAbove = (ask: SeatAbove): 'RESERVE_SEAT' | 'SUPERIOR_APPROVAL' => {
  if (ask.usedThisYear < ask.reserveSeats) return 'RESERVE_SEAT';
  if (ask.approval !== null) return 'SUPERIOR_APPROVAL';
  const { unit, year, reserveSeats, usedThisYear } = ask;
  throw new Rejection(
    'SEAT_ABOVE_CEILING',
    `The ceiling of ${unit} is reached and ${usedThisYear} of ${reserveSeats} reserve seats of ${year} are used: a superior has to approve.`,
    { unit, year, reserveSeats, usedThisYear },
  );
};
