import { closed, defineEvent, orNull, shape } from '../event-contract.ts';
import { LOGS } from '../logs.ts';
import { FORCE_LEVEL, levelGiven, sampleLevel, type LevelGiven } from './level.ts';

/** A level above a ceiling that a ruling gives after a month is final. */
interface SeatAbove {
  readonly proposal: string;
  readonly officer: string;
  readonly before: 1 | 2 | 3 | 4 | null;
  readonly level: LevelGiven;
  /** Seats above the ceilings that the unit has in the year, and how many were taken before. */
  readonly reserveSeats: number;
  readonly usedThisYear: number;
}

/** Nothing carries the seat: the score stands and the level stays as it was. */
export interface SeatAboveRefused extends SeatAbove {
  readonly code: 'SEAT_ABOVE_CEILING';
}

export interface SeatAboveGiven extends SeatAbove {
  readonly by: 'RESERVE_SEAT' | 'SUPERIOR_APPROVAL';
  /** Of a superior's approval; null for a reserve seat. */
  readonly document: string | null;
  readonly author: string;
}

const count = { type: 'integer', minimum: 0 };

const seat = {
  proposal: shape.uuid,
  officer: shape.uuid,
  before: orNull(FORCE_LEVEL),
  level: closed(levelGiven),
  reserveSeats: count,
  usedThisYear: count,
};

const sample: SeatAbove = {
  proposal: '4d0f2b86-7c1e-5a3d-9b42-6e8f0a1c2d05',
  officer: '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01',
  before: 2,
  level: { ...sampleLevel, level: 1, rule: 'LEVEL_1', enforced: false },
  ...{ reserveSeats: 1, usedThisYear: 1 },
};

const key = (data: { readonly proposal: string }): string => data.proposal;

export const seatAboveRefused = defineEvent<SeatAboveRefused>({
  ...{ log: LOGS.proposal, type: 'SeatAboveRefused', v: 1, key },
  title: 'A seat above a ceiling was refused',
  schema: closed({ ...seat, code: { const: 'SEAT_ABOVE_CEILING' } }),
  sample: { ...sample, code: 'SEAT_ABOVE_CEILING' },
});

export const seatAboveGiven = defineEvent<SeatAboveGiven>({
  ...{ log: LOGS.proposal, type: 'SeatAboveGiven', v: 1, key },
  title: 'A seat above a ceiling was given',
  schema: closed({
    ...seat,
    by: { enum: ['RESERVE_SEAT', 'SUPERIOR_APPROVAL'] },
    document: orNull(shape.text),
    author: shape.text,
  }),
  sample: { ...sample, by: 'SUPERIOR_APPROVAL', document: 'SP-2024-07', author: 'chief-1' },
});
