import { addDays, daysBetween, type LocalDay } from '@ywk/kernel';
import type { DaySpan } from '../period/appraisal-calendar.ts';
import type { Commendation, Sanction, Span } from '../tier/tier-history.ts';
import { sanctionsInForce, type GivenSanction } from './sanction-periods.ts';

/** A word about one case, commendation or leave; a later one about the same replaces it. */
export type ConductWord = { readonly conduct: string } & (
  | ({ readonly kind: 'SANCTION' } & GivenSanction)
  | { readonly kind: 'COMMENDATION'; readonly code: string; readonly on: LocalDay }
  | { readonly kind: 'LEAVE'; readonly from: LocalDay; readonly to: LocalDay }
  | { readonly kind: 'NONE' }
);

/** What stands about an officer's conduct. */
export interface Conduct {
  readonly sanctions: readonly Sanction[];
  readonly commendations: readonly Commendation[];
  readonly leave: readonly Span[];
}

export const NO_CONDUCT: Conduct = { sanctions: [], commendations: [], leave: [] };

/** What stands after some words, in the order in which they were said. */
export const conductOf = (words: readonly ConductWord[]): Conduct => {
  const standing = [...new Map(words.map((word) => [word.conduct, word])).values()];
  return {
    sanctions: sanctionsInForce(
      standing.flatMap((word) => (word.kind === 'SANCTION' ? [word] : [])),
    ),
    commendations: standing.flatMap((word) =>
      word.kind === 'COMMENDATION' ? [{ on: word.on, code: word.code }] : [],
    ),
    leave: standing.flatMap((word) =>
      word.kind === 'LEAVE' ? [{ from: word.from, to: word.to }] : [],
    ),
  };
};

/** What quotas of a month see of it. */
export interface ConductOfMonth {
  /** A commendation of the month that the rules name as a reason for a place without a seat. */
  readonly offQuota: string | null;
  /** Leave of more than half of the month's days (DOMAIN §5 row 6). */
  readonly longLeave: boolean;
}

/** Days of a span between two days, both inclusive; 0 when they do not meet. */
const daysIn = ({ from, to }: Span, first: LocalDay, last: LocalDay): number => {
  const begins = from > first ? from : first;
  const ends = to === null || to > last ? last : to;
  return Math.max(0, daysBetween(begins, ends) + 1);
};

/**
 * @param days of the month
 * @param reasons codes of commendations that stand outside the quota
 */
export const conductOfMonth = (
  { commendations, leave }: Conduct,
  { from, until }: DaySpan,
  reasons: readonly string[],
): ConductOfMonth => {
  const last = addDays(until, -1);
  const away = leave.reduce((sum, span) => sum + daysIn(span, from, last), 0);
  const honour = commendations.find(
    ({ on, code }) => on >= from && on <= last && reasons.includes(code),
  );
  return { offQuota: honour?.code ?? null, longLeave: away * 2 > daysBetween(from, until) };
};
