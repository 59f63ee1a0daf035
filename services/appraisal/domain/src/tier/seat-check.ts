import { Rejection } from '@ywk/kernel';
import { enters, seatCaps, Seats } from './seats.ts';
import type { TierMove } from './tier-history.ts';
import type { TierRules } from './tier-rules.ts';
import { tierLabel } from './tier-words.ts';

/** Where everybody stands by all decisions taken so far. */
export interface SeatGround {
  /** Approved posts. */
  readonly establishment: number;
  readonly standings: readonly { readonly tier: number | null; readonly employed: boolean }[];
}

/** The seats that the rules give, and how many are taken. */
export const seatsOn = ({ establishment, standings }: SeatGround, rules: TierRules): Seats => {
  const employed = standings.filter((each) => each.employed).length;
  const base = rules.seats.base === 'ACTIVE' ? employed : establishment;
  const tiers = standings.flatMap(({ tier }) => tier ?? []);
  return new Seats(seatCaps(rules, base), tiers);
};

/**
 * Lets a change through that finds a seat in every group it enters.
 * @throws Rejection TIER_SEATS_FULL with the group, its seats, and how many are taken
 */
export const refuseOverSeats = (
  { from, to }: Pick<TierMove, 'from' | 'to'>,
  seats: Seats,
): void => {
  for (const group of seats.caps.filter((each) => enters(from, to, each))) {
    const taken = seats.takenIn(group);
    if (taken < group.cap) continue;
    const { upTo, cap } = group;
    throw new Rejection(
      'TIER_SEATS_FULL',
      {
        zh: `一级至${tierLabel(upTo).zh}共有${cap}个名额，已占用${taken}个。`,
        en: `Tiers 1 to ${upTo} have ${cap} seats, of which ${taken} are taken.`,
      },
      { upTo, cap, taken },
    );
  }
};

/** Whether a change takes a seat at all. */
export const takesSeat = (
  { from, to }: Pick<TierMove, 'from' | 'to'>,
  { seats }: TierRules,
): boolean => seats.groups.some((group) => enters(from, to, group));
