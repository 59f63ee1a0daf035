import { daysBetween, type LocalDay } from '@ywk/kernel';
import type { TierTie } from './tier-rules.ts';

/** What orders officers who wait for the same step. Points in hundredths. */
export interface WaitingRank {
  /** Total of the year; null for a year graded without one, which stands last. */
  readonly total: number | null;
  readonly custom: number | null;
  /** The year's penalty ledger: less is better. */
  readonly deducted: number | null;
  readonly democratic: number | null;
  readonly since: LocalDay | null;
}

const LAST = Number.NEGATIVE_INFINITY;

/** The larger the better. */
const valueOf = (rank: WaitingRank, tie: TierTie): number => {
  switch (tie) {
    case 'CUSTOM':
      return rank.custom ?? LAST;
    case 'DEDUCTED':
      return rank.deducted === null ? LAST : -rank.deducted;
    case 'DEMOCRATIC':
      return rank.democratic ?? LAST;
    case 'TIME_ON_TIER':
      return rank.since === null ? LAST : daysBetween(rank.since, '2200-01-01');
  }
};

const better = (a: number, b: number): number => (a === b ? 0 : a > b ? -1 : 1);

/** Order of two who wait: total, then the chain; 0 when nothing tells them apart. */
export const compareRanks = (a: WaitingRank, b: WaitingRank, ties: readonly TierTie[]): number => {
  const first = better(a.total ?? LAST, b.total ?? LAST);
  if (first !== 0) return first;
  for (const tie of ties) {
    const next = better(valueOf(a, tie), valueOf(b, tie));
    if (next !== 0) return next;
  }
  return 0;
};

/** A step up as a run used it: counters, no names. */
export interface StepUse {
  /** How many stood for it with nothing but a seat between. */
  readonly competitors: number;
  /** Seats that were free for it; null where it takes none. */
  readonly free: number | null;
  readonly filled: number;
  /** Total of the last who was moved, hundredths; null where nobody was, or a year had none. */
  readonly cut: number | null;
}

/** Who gets one of the free seats, and who is left in order. */
export interface Seated<Candidate> {
  readonly seated: readonly Candidate[];
  readonly left: readonly Candidate[];
  /** How many stood equal at the last seat, which therefore stays empty; 0 otherwise. */
  readonly tied: number;
}

/**
 * Fills seats from the top of an ordered list. Who is equal at the last seat does not get it:
 * it stays empty (SHRINK, DOMAIN 3.0).
 */
export const seat = <Candidate>(
  ordered: readonly Candidate[],
  free: number,
  compare: (a: Candidate, b: Candidate) => number,
): Seated<Candidate> => {
  const next = ordered[free];
  if (next === undefined) return { seated: ordered, left: [], tied: 0 };
  const seated = ordered.slice(0, free);
  const clear = seated.filter((each) => compare(each, next) !== 0);
  if (clear.length === seated.length) return { seated, left: ordered.slice(free), tied: 0 };
  const left = ordered.slice(clear.length);
  return { seated: clear, left, tied: left.filter((each) => compare(each, next) === 0).length };
};
