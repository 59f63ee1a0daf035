import { addDays, type LocalDay } from '@ywk/kernel';
import type { NoticedDay } from './noticed-day.ts';

/** A festival as a notice words it: off from one day to another, and what is worked in exchange. */
export interface Festival {
  readonly name: string;
  readonly from: LocalDay;
  /** Last day off. */
  readonly to: LocalDay;
  readonly makeUp?: readonly LocalDay[];
}

/** The State Council's notice about the holidays of one year. */
export interface YearDocument {
  readonly year: number;
  readonly source: string;
  readonly festivals: readonly Festival[];
  /** Days off beyond the statutory ones, as 3 September 2015 was. */
  readonly extraDaysOff?: number;
}

/** A day and the place in the documents that names it. */
export interface PlacedDay extends NoticedDay {
  readonly path: string;
}

/** The days that a festival names. */
export const daysOf = (
  year: number,
  { from, to, makeUp = [] }: Festival,
  path: string,
): PlacedDay[] => {
  const days: PlacedDay[] = makeUp.map((day, at) => ({
    year,
    day,
    works: true,
    path: `${path}/makeUp/${at}`,
  }));
  for (let day = from; day <= to; day = addDays(day, 1)) {
    days.push({ year, day, works: false, path });
  }
  return days;
};
