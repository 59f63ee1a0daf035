import { addDays, monthBounds, startOfDay, type LocalMonth } from '@ywk/kernel';
import type { Chance } from '../bureau/chance.ts';

const HOUR_MS = 3_600_000;

/** Calls by hour of the day in Shanghai: few before dawn, most in the late morning and evening. */
const BY_HOUR = [
  26, 18, 13, 10, 9, 11, 19, 33, 48, 57, 60, 57, 52, 50, 54, 57, 60, 63, 64, 66, 68, 62, 50, 37,
];

/** By day of the week, Sunday first. */
const BY_WEEKDAY = [104, 96, 95, 96, 99, 110, 112];

const weightOf = (day: string, hour: number): number => {
  const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay();
  return (BY_HOUR[hour] ?? 0) * (BY_WEEKDAY[weekday] ?? 0);
};

interface Hour {
  readonly startsAt: number;
  /** Share of the month's calls before it, and in it. */
  readonly before: number;
  readonly share: number;
}

const hoursOf = (month: LocalMonth): Hour[] => {
  const { from, until } = monthBounds(month);
  const plain: { startsAt: number; weight: number }[] = [];
  for (let day = from; day < until; day = addDays(day, 1)) {
    const start = Date.parse(startOfDay(day));
    for (let hour = 0; hour < 24; hour += 1) {
      plain.push({ startsAt: start + hour * HOUR_MS, weight: weightOf(day, hour) });
    }
  }
  const total = plain.reduce((sum, { weight }) => sum + weight, 0);
  let before = 0;
  return plain.map(({ startsAt, weight }) => {
    const hour = { startsAt, before, share: weight / total };
    before += hour.share;
    return hour;
  });
};

/**
 * The moments at which calls come in, exactly so many, in order of time and one at a time: sorted
 * uniform numbers, each drawn from the one before, laid over the curve of the month.
 */
export function* arrivals(month: LocalMonth, count: number, chance: Chance): Generator<number> {
  const hours = hoursOf(month);
  let at = 0;
  let uniform = 0;
  for (let left = count; left > 0; left -= 1) {
    uniform = 1 - (1 - uniform) * Math.pow(1 - chance.unit(), 1 / left);
    while (at + 1 < hours.length && uniform >= (hours[at + 1]?.before ?? 1)) at += 1;
    const hour = hours[at];
    if (hour === undefined) return;
    const within = Math.min((uniform - hour.before) / hour.share, 0.999_999);
    yield hour.startsAt + Math.floor(within * HOUR_MS);
  }
}
