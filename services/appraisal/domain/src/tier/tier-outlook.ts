import { monthOf, type Fen, type LocalDay } from '@ywk/kernel';
import { standingOf } from './career.ts';
import { seatsOn } from './seat-check.ts';
import { twelveMonthCost } from './tier-cost.ts';
import { yearOf } from './tier-history.ts';
import type { TierRules } from './tier-rules.ts';
import {
  tierRun,
  type ProposedMove,
  type RunOfficer,
  type SeatUse,
  type WaitingOfficer,
} from './tier-run.ts';

export interface OutlookAsk {
  readonly on: LocalDay;
  readonly officers: readonly RunOfficer[];
  /** Approved posts; null while nobody has stated them: then no seat is free. */
  readonly establishment: number | null;
  readonly tierPay: readonly Fen[];
}

/** Where a bureau stands, who moves next, and what it costs in the twelve months from a day's month. */
export interface TierOutlook {
  readonly on: LocalDay;
  readonly seats: readonly SeatUse[];
  /** What the rules ask for at the last turn of the year and nobody has decided yet. */
  readonly due: readonly ProposedMove[];
  /** What they will ask for at the next one, if all years not graded yet come out competent. */
  readonly expected: readonly ProposedMove[];
  /** In order: who has the credit years and waits, at the last turn of the year. */
  readonly waiting: readonly WaitingOfficer[];
  /** Fen. */
  readonly cost: { readonly due: Fen; readonly expected: Fen };
}

const decided = (officers: readonly RunOfficer[], moves: readonly ProposedMove[]): RunOfficer[] => {
  const byOfficer = new Map(moves.map((move) => [move.officer, move]));
  return officers.map((each) => {
    const move = byOfficer.get(each.officer);
    if (move === undefined) return each;
    return { ...each, history: { ...each.history, moves: [...each.history.moves, move] } };
  });
};

/** Years without a grade count as competent ones: an assumption that the outlook states. */
const assumed = (officers: readonly RunOfficer[], year: number): RunOfficer[] =>
  officers.map((each) => {
    const { years } = each.history;
    if (years.some((graded) => graded.year === year)) return each;
    const graded = { year, grade: 'COMPETENT' as const, total: null };
    return { ...each, history: { ...each.history, years: [...years, graded] } };
  });

const standingSeats = (
  { on, officers, establishment }: OutlookAsk,
  rules: TierRules,
): SeatUse[] => {
  const standings = officers.map(({ history }) => standingOf(history, rules, on));
  const seats = seatsOn({ establishment: establishment ?? 0, standings }, rules);
  return seats.caps.map((group) => {
    const taken = seats.takenIn(group);
    return { ...group, before: taken, after: taken };
  });
};

export const tierOutlook = (ask: OutlookAsk, rules: TierRules): TierOutlook => {
  const { on, officers, tierPay } = ask;
  const establishment = ask.establishment ?? 0;
  const year = yearOf(on);
  const last = tierRun({ year: year - 1, establishment, officers }, rules);
  const after = assumed(decided(officers, last.proposals), year);
  const next = tierRun({ year, establishment, officers: after }, rules);
  const from = monthOf(on);
  return {
    on,
    seats: standingSeats(ask, rules),
    due: last.proposals,
    expected: next.proposals,
    waiting: last.waiting,
    cost: {
      due: twelveMonthCost(last.proposals, { from, tierPay }),
      expected: twelveMonthCost(next.proposals, { from, tierPay }),
    },
  };
};
