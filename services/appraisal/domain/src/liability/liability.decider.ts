import type { Decider, Instant, Message } from '@ywk/kernel';
import type { Liability } from './liability.ts';

/** What an act is known by in every word about its liability. */
export interface ActHead {
  /** Of the one who acted. */
  readonly officer: string;
  /** `actId` of the facts; the id of the fact where they name none. */
  readonly act: string;
}

/** What the liability rests on: the fact from which it follows, and where to find its event. */
export interface LiabilityCause {
  readonly fact: string;
  readonly code: string;
  readonly eventId: string;
  readonly evidence: string | null;
}

/** Liability as it is said: it repeats all that it counts with, so that it folds alone. */
export interface SaidLiability extends ActHead, Liability {
  /** Moment of the act. */
  readonly occurredAt: Instant;
  readonly cause: LiabilityCause;
}

export type LiabilityEvent =
  Message<'LiabilityBorne', SaidLiability> | Message<'LiabilityEnded', SaidLiability>;

export interface SettleLiability {
  readonly liabilities: readonly SaidLiability[];
}

export type LiabilityCommand = Message<'Settle', SettleLiability>;

/** What stands of an act. */
export type LiabilityState = readonly SaidLiability[];

const same = (a: SaidLiability, b: SaidLiability): boolean =>
  a.role === b.role &&
  a.person === b.person &&
  a.points === b.points &&
  a.levelSteps === b.levelSteps &&
  a.record === b.record &&
  a.occurredAt === b.occurredAt;

const without = (from: LiabilityState, others: LiabilityState): SaidLiability[] =>
  from.filter((each) => !others.some((other) => same(each, other)));

/**
 * The liability of one act, settled as often as anything about it changes: what no longer holds is
 * taken back in the words in which it was said, then the new is said. Settled twice changes nothing.
 */
export const liability: Decider<LiabilityCommand, LiabilityState, LiabilityEvent> = {
  initialState: [],
  decide: ({ data: { liabilities } }, state) => [
    ...without(state, liabilities).map((data) => ({ type: 'LiabilityEnded' as const, data })),
    ...without(liabilities, state).map((data) => ({ type: 'LiabilityBorne' as const, data })),
  ],
  evolve(state, { type, data }) {
    switch (type) {
      case 'LiabilityBorne':
        return [...state, data];
      case 'LiabilityEnded':
        return without(state, [data]);
    }
  },
};
