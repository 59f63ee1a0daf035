import { addDays, daysBetween, monthBounds, type LocalDay, type LocalMonth } from '@ywk/kernel';

/** What recruitment told about an officer's employment, in the order it was told. */
export type PlacementEvent =
  | {
      readonly kind: 'HIRED';
      readonly from: LocalDay;
      readonly unit: string;
      readonly post: string;
      readonly team: string | null;
      readonly tier: number | null;
    }
  | {
      readonly kind: 'TRANSFERRED';
      readonly from: LocalDay;
      readonly unit: string;
      readonly post: string;
      readonly team: string | null;
    }
  | { readonly kind: 'LEFT'; readonly on: LocalDay };

/** A dated stretch in one unit, post and team; both days inclusive, `to` null while it lasts. */
export interface Stay {
  readonly unit: string;
  readonly post: string;
  readonly team: string | null;
  readonly from: LocalDay;
  readonly to: LocalDay | null;
  /** In the trainee time: scored and marked, not graded (DOMAIN 3.0c.12). */
  readonly probation: boolean;
}

const cutAt = (stays: readonly Stay[], first: LocalDay): Stay[] =>
  stays
    .filter(({ from }) => from < first)
    .map((stay) =>
      stay.to === null || stay.to >= first ? { ...stay, to: addDays(first, -1) } : stay,
    );

const placed = (stays: readonly Stay[], event: PlacementEvent): Stay[] => {
  if (event.kind === 'LEFT') return cutAt(stays, addDays(event.on, 1));
  const { from, unit, post, team } = event;
  const before = cutAt(stays, from);
  const probation =
    event.kind === 'HIRED' ? event.tier === null : (before.at(-1)?.probation ?? false);
  // A transfer told late lies inside an employment that may have ended since.
  const ended = event.kind === 'TRANSFERRED' ? (stays.at(-1)?.to ?? null) : null;
  return [...before, { unit, post, team, from, to: ended, probation }];
};

/** The stays that a history leads to; a later word about the same days replaces the earlier. */
export const staysOf = (events: readonly PlacementEvent[]): Stay[] =>
  events.reduce<Stay[]>(placed, []);

/** A stay inside one period. */
export interface StayInPeriod extends Stay {
  readonly to: LocalDay;
  readonly days: number;
}

/** The stays of a month, cut to it, in order of time. */
export const staysIn = (stays: readonly Stay[], month: LocalMonth): StayInPeriod[] => {
  const { from: first, until } = monthBounds(month);
  const last = addDays(until, -1);
  return stays
    .map((stay) => {
      const from = stay.from > first ? stay.from : first;
      const to = stay.to !== null && stay.to < last ? stay.to : last;
      return { ...stay, from, to, days: daysBetween(from, to) + 1 };
    })
    .filter(({ days }) => days > 0);
};

const byDays = (a: StayInPeriod, b: StayInPeriod): number =>
  a.days === b.days ? (a.from < b.from ? 1 : -1) : b.days - a.days;

/** Most days first, equal: the later one. */
export const longestFirst = (stays: readonly StayInPeriod[]): StayInPeriod[] =>
  [...stays].sort(byDays);
