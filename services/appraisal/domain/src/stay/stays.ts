import { addDays, daysBetween, type LocalDay } from '@ywk/kernel';
import type { DaySpan } from '../period/appraisal-calendar.ts';

interface Place {
  readonly unit: string;
  readonly post: string;
  readonly team: string | null;
}

/** What recruitment told about an officer's employment, in the order it was told. */
export type PlacementEvent =
  | ({ readonly kind: 'HIRED'; readonly from: LocalDay; readonly tier: number | null } & Place)
  | ({ readonly kind: 'TRANSFERRED'; readonly from: LocalDay } & Place)
  | ({
      readonly kind: 'SECOND_POST';
      readonly from: LocalDay;
      readonly to: LocalDay | null;
      /** Of the officer's work, in percent. */
      readonly share: number;
    } & Place)
  | { readonly kind: 'LEFT'; readonly on: LocalDay };

/** A dated stretch in one unit, post and team; both days inclusive, `to` null while it lasts. */
export interface Stay extends Place {
  readonly from: LocalDay;
  readonly to: LocalDay | null;
  /** In the trainee time: scored and marked, not graded (DOMAIN 3.0c.12). */
  readonly probation: boolean;
  /** Of a second post held beside the main one: its share in percent. */
  readonly share?: number;
}

const cutAt = (stays: readonly Stay[], first: LocalDay): Stay[] =>
  stays
    .filter(({ from }) => from < first)
    .map((stay) =>
      stay.to === null || stay.to >= first ? { ...stay, to: addDays(first, -1) } : stay,
    );

const isSecond = ({ share }: Stay): boolean => share !== undefined;

type Told<Kind> = Extract<PlacementEvent, { readonly kind: Kind }>;

const withSecond = (stays: readonly Stay[], event: Told<'SECOND_POST'>): Stay[] => {
  const { from, to, unit, post, team, share } = event;
  const main = stays.filter((stay) => !isSecond(stay));
  const known = stays.filter(isSecond);
  const later = to === null ? [] : known.filter((stay) => stay.from > to);
  const probation = main.findLast((stay) => stay.from <= from)?.probation ?? false;
  const told = { unit, post, team, from, to, probation, share };
  return [...main, ...cutAt(known, from), told, ...later];
};

const withHire = (stays: readonly Stay[], event: Told<'HIRED'>): Stay[] => {
  const { from, unit, post, team, tier } = event;
  const before = cutAt(
    stays.filter((stay) => !isSecond(stay)),
    from,
  );
  const stay = { unit, post, team, from, to: null, probation: tier === null };
  return [...before, stay, ...stays.filter(isSecond)];
};

/** Holds until the next one, whichever was told first: as recruitment keeps an employment. */
const withTransfer = (stays: readonly Stay[], event: Told<'TRANSFERRED'>): Stay[] => {
  const { from, unit, post, team } = event;
  const stood = stays.find(
    (stay) => !isSecond(stay) && stay.from <= from && (stay.to === null || stay.to >= from),
  );
  // Nobody is transferred outside an employment.
  if (stood === undefined) return [...stays];
  const before = stood.from < from ? [{ ...stood, to: addDays(from, -1) }] : [];
  const told = { ...stood, unit, post, team, from };
  return stays.flatMap((stay) => (stay === stood ? [...before, told] : [stay]));
};

const placed = (stays: readonly Stay[], event: PlacementEvent): Stay[] => {
  switch (event.kind) {
    case 'LEFT':
      return cutAt(stays, addDays(event.on, 1));
    case 'SECOND_POST':
      return withSecond(stays, event);
    case 'HIRED':
      return withHire(stays, event);
    case 'TRANSFERRED':
      return withTransfer(stays, event);
  }
};

/** The stays that a history leads to; a later word about the same days replaces the earlier. */
export const staysOf = (events: readonly PlacementEvent[]): Stay[] =>
  events.reduce<Stay[]>(placed, []);

/** A stay inside one period. */
export interface StayInPeriod extends Stay {
  readonly to: LocalDay;
  readonly days: number;
  /** Days × share of the post in percent. */
  readonly weight: number;
}

const WHOLE = 100;

const overlapDays = (a: Omit<StayInPeriod, 'weight'>, b: Omit<StayInPeriod, 'weight'>): number => {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to < b.to ? a.to : b.to;
  return Math.max(0, daysBetween(from, to) + 1);
};

/** The stays of a month, cut to it, in order of time; a second post stands after the main one. */
export const staysIn = (
  stays: readonly Stay[],
  { from: first, until }: DaySpan,
): StayInPeriod[] => {
  const last = addDays(until, -1);
  const cut = stays
    .map((stay) => {
      const from = stay.from > first ? stay.from : first;
      const to = stay.to !== null && stay.to < last ? stay.to : last;
      return { ...stay, from, to, days: daysBetween(from, to) + 1 };
    })
    .filter(({ days }) => days > 0);
  const second = cut.filter(isSecond);
  return cut.map((stay) => {
    if (stay.share !== undefined) return { ...stay, weight: stay.days * stay.share };
    const given = second.reduce(
      (sum, other) => sum + overlapDays(stay, other) * (other.share ?? 0),
      0,
    );
    return { ...stay, weight: stay.days * WHOLE - given };
  });
};

const byDays = (a: StayInPeriod, b: StayInPeriod): number =>
  a.days === b.days ? (a.from < b.from ? 1 : -1) : b.days - a.days;

/** Most days first, equal: the later one; a second post after all main ones. */
export const longestFirst = (stays: readonly StayInPeriod[]): StayInPeriod[] =>
  [...stays].sort((a, b) => Number(isSecond(a)) - Number(isSecond(b)) || byDays(a, b));
