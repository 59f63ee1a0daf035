import { Rejection, type Decider, type Label, type Message } from '@ywk/kernel';
import type { Person } from '../grade/grade-proposal.state.ts';
import { nothingProposed, refuseOtherApprover, refuseSamePerson } from '../grade/second-person.ts';
import type { ListedResult, ResultsHead, ResultsProposalEvent } from './results-proposal.events.ts';

export type ResultsProposalCommand =
  | Message<
      'ProposeResults',
      {
        readonly head: Omit<ResultsHead, 'members'>;
        readonly results: readonly ListedResult[];
      }
    >
  | Message<'ApproveResults', { readonly approver: Person }>;

/** A unit's results of a quarter, half-year or year as they stand. */
export interface ResultsProposal {
  readonly status: 'ABSENT' | 'PROPOSED' | 'APPROVED';
  readonly head: ResultsHead | null;
  readonly results: readonly ListedResult[];
  readonly approver: string | null;
}

type Proposing = Extract<ResultsProposalCommand, { type: 'ProposeResults' }>['data'];

/** So many lines keep an event under 64 KiB. */
const LINES_IN_ONE_EVENT = 50;

const NO_RESULT: Label = {
  zh: '该单位本考核期无人有考核结果。',
  en: 'Nobody of this unit has a result in this period.',
};

const propose = ({ head, results }: Proposing, state: ResultsProposal): ResultsProposalEvent[] => {
  if (state.status !== 'ABSENT') return [];
  const { proposal, unit, period } = head;
  if (results.length === 0) {
    throw new Rejection('NOBODY_RANKED', NO_RESULT, { unit, period });
  }
  const events: ResultsProposalEvent[] = [
    { type: 'ResultsProposed', data: { ...head, members: results.length } },
  ];
  for (let at = 0; at < results.length; at += LINES_IN_ONE_EVENT) {
    const piece = results.slice(at, at + LINES_IN_ONE_EVENT);
    events.push({
      type: 'ResultsListed',
      data: { proposal, part: events.length, results: piece },
    });
  }
  return events;
};

const approve = (approver: Person, state: ResultsProposal): ResultsProposalEvent[] => {
  const { head, results, status } = state;
  if (head === null) throw nothingProposed(status);
  const subjects = results.map(({ officer }) => officer);
  refuseSamePerson(approver, { authors: [head.author], subjects });
  if (status === 'APPROVED') {
    refuseOtherApprover(approver, state.approver);
    return [];
  }
  const { proposal, members } = head;
  return [{ type: 'ResultsApproved', data: { proposal, approver: approver.actor, members } }];
};

/** The results of one unit in a longer period: proposed by rule, approved by another person. */
export const resultsProposal: Decider<
  ResultsProposalCommand,
  ResultsProposal,
  ResultsProposalEvent
> = {
  initialState: { status: 'ABSENT', head: null, results: [], approver: null },

  decide: (command, state) => {
    switch (command.type) {
      case 'ProposeResults':
        return propose(command.data, state);
      case 'ApproveResults':
        return approve(command.data.approver, state);
    }
  },

  evolve: (state, event) => {
    switch (event.type) {
      case 'ResultsProposed':
        return { ...state, status: 'PROPOSED', head: event.data };
      case 'ResultsListed':
        return { ...state, results: [...state.results, ...event.data.results] };
      case 'ResultsApproved':
        return { ...state, status: 'APPROVED', approver: event.data.approver };
    }
  },
};
