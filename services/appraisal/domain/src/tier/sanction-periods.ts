import { addDays, type LocalDay } from '@ywk/kernel';

/** Sanctions, lightest first, with the months in which nobody under them is promoted (DOMAIN 2.17 [L10]). */
export const SANCTION_MONTHS = {
  WARNING: 6,
  DEMERIT: 12,
  MAJOR_DEMERIT: 18,
  DOWNGRADE: 24,
  REMOVAL: 24,
} as const;
export type Sanction = keyof typeof SANCTION_MONTHS;

/** Months that no period exceeds, counted from the latest sanction. */
const MOST_MONTHS = 48;

const WEIGHT = Object.keys(SANCTION_MONTHS) as Sanction[];

/** A sanction that somebody was given, from the day of the decision. */
export interface GivenSanction {
  readonly sanction: Sanction;
  readonly on: LocalDay;
}

/** Days in which a sanction keeps from promotion; both inclusive. */
export interface SanctionPeriod {
  readonly from: LocalDay;
  readonly to: LocalDay;
  readonly sanctions: readonly Sanction[];
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

/** Of several given on one day the heaviest counts. */
const heaviestOfDay = (given: readonly GivenSanction[]): GivenSanction[] => {
  const days = new Map<LocalDay, GivenSanction>();
  for (const one of given) {
    const known = days.get(one.on);
    const heavier =
      known === undefined || WEIGHT.indexOf(one.sanction) > WEIGHT.indexOf(known.sanction);
    if (heavier) days.set(one.on, one);
  }
  return [...days.values()].sort((a, b) => (a.on < b.on ? -1 : 1));
};

const extended = (running: SanctionPeriod, { sanction, on }: GivenSanction): SanctionPeriod => {
  const after = addDays(running.to, 1);
  const sum = monthsAfter(after, SANCTION_MONTHS[sanction]);
  const most = monthsAfter(on, MOST_MONTHS);
  const sanctions = [...running.sanctions, sanction];
  return { ...running, to: addDays(sum < most ? sum : most, -1), sanctions };
};

/**
 * The periods that sanctions lead to: one given while another runs adds its months to what is left,
 * 48 months at most from its day (DOMAIN 2.17). Whatever order they are told in.
 */
export const sanctionPeriods = (given: readonly GivenSanction[]): SanctionPeriod[] =>
  heaviestOfDay(given).reduce<SanctionPeriod[]>((periods, one) => {
    const running = periods.at(-1);
    if (running !== undefined && one.on <= running.to) {
      return [...periods.slice(0, -1), extended(running, one)];
    }
    const to = addDays(monthsAfter(one.on, SANCTION_MONTHS[one.sanction]), -1);
    return [...periods, { from: one.on, to, sanctions: [one.sanction] }];
  }, []);

/** The period that keeps from promotion on a day; undefined for none. */
export const sanctionedOn = (
  given: readonly GivenSanction[],
  day: LocalDay,
): SanctionPeriod | undefined =>
  sanctionPeriods(given.filter(({ on }) => on <= day)).find(
    ({ from, to }) => from <= day && day <= to,
  );
