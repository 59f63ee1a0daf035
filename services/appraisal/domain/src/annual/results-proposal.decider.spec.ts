import { describe, expect, test } from '@jest/globals';
import { fold } from '@ywk/kernel';
import { resultsProposal, type ResultsProposalCommand } from './results-proposal.decider.ts';
import type { ListedResult, ResultsProposalEvent } from './results-proposal.events.ts';

const line = (officer: string): ListedResult => ({
  ...{ decision: `d-${officer}`, officer, total: 9000, rank: 1, months: 12, year: null },
});

const propose = (count: number): ResultsProposalCommand => ({
  type: 'ProposeResults',
  data: {
    head: {
      ...{ proposal: 'p', calendar: 'quarter', period: '2024-Q4', revision: 1, unit: 'U' },
      ...{ schemeVersion: 'rc-1@1', author: 'author', months: {}, quota: null, vector: {} },
    },
    results: Array.from({ length: count }, (_, at) => line(`o${at}`)),
  },
});

const approve = (actor: string, officer: string | null = null): ResultsProposalCommand => ({
  type: 'ApproveResults',
  data: { approver: { actor, officer } },
});

const send = (...commands: ResultsProposalCommand[]): ResultsProposalEvent[] =>
  commands.reduce<ResultsProposalEvent[]>(
    (known, command) => [
      ...known,
      ...resultsProposal.decide(command, fold(resultsProposal, known)),
    ],
    [],
  );

describe('results of a unit', () => {
  test('are proposed once, in pieces', () => {
    const events = send(propose(120), propose(120));
    expect(events.map(({ type }) => type)).toEqual([
      ...['ResultsProposed', 'ResultsListed', 'ResultsListed', 'ResultsListed'],
    ]);
    expect(fold(resultsProposal, events)).toMatchObject({
      status: 'PROPOSED',
      head: { members: 120 },
    });
    expect(fold(resultsProposal, events).results).toHaveLength(120);
  });

  test('of nobody are refused', () => {
    expect(() => send(propose(0))).toThrow('NOBODY_RANKED');
  });

  test('are approved once, by who neither wrote them nor stands in them', () => {
    expect(() => send(approve('b'))).toThrow('PROPOSAL_NOT_OPEN');
    expect(() => send(propose(2), approve('author'))).toThrow('SAME_PERSON');
    expect(() => send(propose(2), approve('b', 'o1'))).toThrow('SAME_PERSON');
    expect(() => send(propose(2), approve('b'), approve('c'))).toThrow('ALREADY_APPROVED');
    const events = send(propose(2), approve('b', 'elsewhere'), approve('b'));
    expect(events.map(({ type }) => type)).toEqual([
      ...['ResultsProposed', 'ResultsListed', 'ResultsApproved'],
    ]);
    expect(fold(resultsProposal, events)).toMatchObject({ status: 'APPROVED', approver: 'b' });
  });
});
