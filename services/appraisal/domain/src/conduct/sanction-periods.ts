import { addDays, type LocalDay } from '@ywk/kernel';

/** A sanction that somebody was given, with the settings of its decision. */
export interface GivenSanction {
  readonly code: string;
  /** Day of the decision. */
  readonly on: LocalDay;
  /** Months that it lasts by itself. */
  readonly months: number;
  /** Months that several never exceed together, from the day of the latest. */
  readonly mostMonths: number;
}

/** A sanction in the days in which it keeps from promotion; both inclusive. */
export interface SanctionInForce {
  readonly code: string;
  readonly from: LocalDay;
  readonly to: LocalDay;
}

/** Days in which one sanction after another keeps from promotion. */
interface Period {
  readonly to: LocalDay;
  readonly given: readonly GivenSanction[];
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** The same day so many months later; the last of the month where it has no such day. */
const monthsAfter = (day: LocalDay, months: number): LocalDay => {
  const at = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const first = `${Math.floor(at / 12)}-${twoDigits((at % 12) + 1)}-01`;
  const next = `${Math.floor((at + 1) / 12)}-${twoDigits(((at + 1) % 12) + 1)}-01`;
  const same = addDays(first, Number(day.slice(8)) - 1);
  return same < next ? same : addDays(next, -1);
};

/** Of two of one day the heavier lasts longer; of equals the codes decide, whatever the order. */
const isHeavier = (one: GivenSanction, other: GivenSanction): boolean =>
  one.months === other.months ? one.code < other.code : one.months > other.months;

/** Of several given on one day the heaviest counts. */
const heaviestOfDay = (given: readonly GivenSanction[]): GivenSanction[] => {
  const days = new Map<LocalDay, GivenSanction>();
  for (const one of given) {
    const known = days.get(one.on);
    if (known === undefined || isHeavier(one, known)) days.set(one.on, one);
  }
  return [...days.values()].sort((a, b) => (a.on < b.on ? -1 : 1));
};

const extended = (running: Period, one: GivenSanction): Period => {
  const sum = monthsAfter(addDays(running.to, 1), one.months);
  const most = monthsAfter(one.on, one.mostMonths);
  return { to: addDays(sum < most ? sum : most, -1), given: [...running.given, one] };
};

/**
 * When sanctions keep from promotion: one given while another runs adds its months to what is left,
 * up to the most from its day; of several of one day the heaviest counts (DOMAIN 2.17 [L10]).
 * Whatever order they are told in.
 */
export const sanctionsInForce = (given: readonly GivenSanction[]): SanctionInForce[] =>
  heaviestOfDay(given)
    .reduce<Period[]>((periods, one) => {
      const running = periods.at(-1);
      if (running !== undefined && one.on <= running.to) {
        return [...periods.slice(0, -1), extended(running, one)];
      }
      return [...periods, { to: addDays(monthsAfter(one.on, one.months), -1), given: [one] }];
    }, [])
    .flatMap(({ to, given: all }) => all.map(({ code, on }) => ({ code, from: on, to })));
