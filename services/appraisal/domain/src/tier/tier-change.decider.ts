import { Rejection, type Decider, type LocalDay, type Message } from '@ywk/kernel';
import type { Person } from '../grade/grade-proposal.state.ts';
import type { TierBasis } from './tier-basis.ts';

/** A career tier change as asked for: 7 (low) … 1 (high), from a day on that may lie in the past. */
export interface TierChange {
  readonly proposal: string;
  readonly officer: string;
  readonly from: number;
  readonly to: number;
  readonly effectiveDate: LocalDay;
  /** Coded ground, e.g. SENIORITY. */
  readonly ground: string;
  readonly author: string;
  /** What a run or a conversion proposes it on; null for what a person asks for. */
  readonly basis: TierBasis | null;
}

/** Kept for ever. */
export type TierChangeEvent =
  | Message<'TierChangeProposed', TierChange>
  | Message<
      'TierChangeApproved',
      { readonly proposal: string; readonly decision: string; readonly approver: string }
    >;

export type TierChangeCommand =
  | Message<'ProposeTierChange', TierChange & { readonly currentTier: number | null }>
  | Message<
      'ApproveTierChange',
      {
        readonly proposal: string;
        readonly decision: string;
        readonly approver: Person;
        /** Tier by the decisions taken so far; null in the trainee time. */
        readonly currentTier: number | null;
      }
    >;

export interface TierChangeState {
  readonly status: 'ABSENT' | 'PROPOSED' | 'APPROVED';
  readonly change: TierChange | null;
  readonly approver: string | null;
}

type Proposing = Extract<TierChangeCommand, { type: 'ProposeTierChange' }>['data'];
type Approving = Extract<TierChangeCommand, { type: 'ApproveTierChange' }>['data'];

const refuseOtherTier = (from: number, currentTier: number | null): void => {
  if (from === currentTier) return;
  throw new Rejection(
    'TIER_NOT_CURRENT',
    { zh: '该人员现层级与所述层级不符。', en: 'The officer does not stand on the tier named.' },
    { from, currentTier },
  );
};

const contentOf = ({ officer, from, to, effectiveDate, ground }: TierChange): string =>
  [officer, from, to, effectiveDate, ground].join('|');

const propose = (
  { currentTier, ...change }: Proposing,
  state: TierChangeState,
): TierChangeEvent[] => {
  if (state.change !== null) {
    if (contentOf(state.change) === contentOf(change)) return [];
    throw new Rejection(
      'ID_REUSED',
      { zh: '该编号已用于另一项层级调整。', en: 'This id names another tier change.' },
      { proposal: change.proposal },
    );
  }
  if (change.from === change.to) {
    throw new Rejection(
      'TIER_UNCHANGED',
      { zh: '层级调整须变为另一层级。', en: 'A tier change must lead to another tier.' },
      { tier: change.to },
    );
  }
  refuseOtherTier(change.from, currentTier);
  return [{ type: 'TierChangeProposed', data: change }];
};

const approve = (data: Approving, state: TierChangeState): TierChangeEvent[] => {
  const { proposal, decision, approver } = data;
  if (state.change === null) {
    throw new Rejection(
      'PROPOSAL_NOT_OPEN',
      { zh: '没有待审批的层级调整。', en: 'There is no tier change to approve.' },
      { proposal },
    );
  }
  const { author, officer, from } = state.change;
  if (approver.actor === author || approver.officer === officer) {
    throw new Rejection(
      'SAME_PERSON',
      {
        zh: '提出人和本人均不得审批层级调整。',
        en: 'Neither author nor subject can approve a tier change.',
      },
      { author, approver: approver.actor },
    );
  }
  if (state.status === 'APPROVED') return [];
  refuseOtherTier(from, data.currentTier);
  return [{ type: 'TierChangeApproved', data: { proposal, decision, approver: approver.actor } }];
};

/** One tier change: proposed by one person, approved by another who is not its subject. */
export const tierChange: Decider<TierChangeCommand, TierChangeState, TierChangeEvent> = {
  initialState: { status: 'ABSENT', change: null, approver: null },

  decide: (command, state) => {
    switch (command.type) {
      case 'ProposeTierChange':
        return propose(command.data, state);
      case 'ApproveTierChange':
        return approve(command.data, state);
    }
  },

  evolve: (state, event) => {
    switch (event.type) {
      case 'TierChangeProposed':
        return { status: 'PROPOSED', change: event.data, approver: null };
      case 'TierChangeApproved':
        return { ...state, status: 'APPROVED', approver: event.data.approver };
    }
  },
};
