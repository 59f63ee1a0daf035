import { Rejection, type Decider, type LocalDay, type Message } from '@ywk/kernel';
import { requireOther, type Actor } from './person.ts';

/** Leave that is asked for; both days included. */
export interface AskedLeave<Kind extends string = string> {
  readonly leave: string;
  readonly officer: string;
  readonly kind: Kind;
  readonly from: LocalDay;
  readonly to: LocalDay;
}

export type LeaveEvent =
  | Message<'LeaveRequested', AskedLeave & { readonly author: string }>
  | Message<'LeaveApproved', { readonly leave: string; readonly approver: string }>
  | Message<'LeaveWithdrawn', { readonly leave: string; readonly author: string }>;

export type LeaveCommand =
  | Message<'Request', AskedLeave & { readonly by: Actor }>
  | Message<'Approve' | 'Withdraw', { readonly leave: string; readonly by: Actor }>;

export interface LeaveState {
  readonly asked: (AskedLeave & { readonly author: string }) | null;
  readonly approved: boolean;
  readonly withdrawn: boolean;
}

export const leaveUnknown = (): Rejection =>
  new Rejection('LEAVE_UNKNOWN', { zh: '没有此编号的请假。', en: 'No leave has this id.' });

const known = ({ asked }: LeaveState) => {
  if (asked !== null) return asked;
  throw leaveUnknown();
};

const request = (
  { by, ...asked }: AskedLeave & { readonly by: Actor },
  state: LeaveState,
): LeaveEvent[] => {
  if (state.asked !== null) {
    const { officer, from, to } = state.asked;
    if (officer === asked.officer && from === asked.from && to === asked.to) return [];
    throw new Rejection('CASE_REUSED', {
      zh: '该编号已用于另一请假，请使用新编号。',
      en: 'This id stands for another leave. Use a new one.',
    });
  }
  if (asked.to < asked.from) {
    throw new Rejection(
      'LEAVE_DAYS',
      {
        zh: `最后一日${asked.to}早于起始日${asked.from}。`,
        en: `The last day ${asked.to} is before ${asked.from}.`,
      },
      { pointer: '/to' },
    );
  }
  return [{ type: 'LeaveRequested', data: { ...asked, author: by.account } }];
};

const approve = (
  { leave, by }: { readonly leave: string; readonly by: Actor },
  state: LeaveState,
): LeaveEvent[] => {
  const { officer, author } = known(state);
  if (state.withdrawn) {
    throw new Rejection('LEAVE_WITHDRAWN', {
      zh: '该请假已撤回。',
      en: 'The leave was taken back.',
    });
  }
  requireOther(by, [officer], [author]);
  return state.approved ? [] : [{ type: 'LeaveApproved', data: { leave, approver: by.account } }];
};

/** Leave as it is asked for by or for an officer, and approved by another person (DOMAIN 2.7). */
export const leaveDecider: Decider<LeaveCommand, LeaveState, LeaveEvent> = {
  initialState: { asked: null, approved: false, withdrawn: false },
  decide: (command, state) => {
    switch (command.type) {
      case 'Request':
        return request(command.data, state);
      case 'Approve':
        return approve(command.data, state);
      case 'Withdraw': {
        const { leave, by } = command.data;
        known(state);
        // Approved leave keeps a career from counting: nobody drops their own.
        if (state.approved) requireOther(by, [known(state).officer], []);
        if (state.withdrawn) return [];
        return [{ type: 'LeaveWithdrawn', data: { leave, author: by.account } }];
      }
    }
  },
  evolve: (state, { type, data }) => {
    switch (type) {
      case 'LeaveRequested':
        return { ...state, asked: data };
      case 'LeaveApproved':
        return { ...state, approved: true };
      case 'LeaveWithdrawn':
        return { ...state, withdrawn: true };
    }
  },
};
