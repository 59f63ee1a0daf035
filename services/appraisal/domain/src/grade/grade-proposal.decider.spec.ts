import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fold } from '@ywk/kernel';
import {
  gradeProposal,
  type GradeAsk,
  type GradeProposalCommand,
} from './grade-proposal.decider.ts';
import type { GradeProposalEvent } from './grade-proposal.events.ts';
import { withinBudget } from './unit-budget.ts';

const ask = (officer: string, performancePay: number): GradeAsk => ({
  decision: `d-${officer}`,
  officer,
  post: 'CALL110',
  grade: 'G1',
  total: 9600,
  performancePay,
  level: null,
});

const propose = (budgetMode: 'BLOCK' | 'SCALE', asks: GradeAsk[]): GradeProposalCommand => ({
  type: 'ProposeGrades',
  data: {
    proposal: 'p1',
    calendar: 'month',
    period: '2024-05',
    revision: 1,
    unit: 'ZJG-110',
    schemeVersion: 'rc-1@1',
    budgetMode,
    author: 'appraiser-1',
    vector: {},
    perHead: 50_000,
    held: null,
    carriedIn: 0,
    levels: null,
    asks,
  },
});

const approveBy = (actor: string, officer: string | null = null): GradeProposalCommand => ({
  type: 'ApproveGrades',
  data: { proposal: 'p1', approver: { actor, officer } },
});

const send = (history: GradeProposalEvent[], command: GradeProposalCommand) => [
  ...history,
  ...gradeProposal.decide(command, fold(gradeProposal, history)),
];

const three = [ask('o1', 60_000), ask('o2', 55_000), ask('o3', 45_000)];

describe('grades of a unit', () => {
  test('BLOCK refuses an overrun and shows it', () => {
    const [event] = send([], propose('BLOCK', three));
    expect(event).toMatchObject({
      type: 'GradesRefused',
      data: { code: 'BUDGET_EXCEEDED', budget: 150_000, asked: 160_000, overrun: 10_000 },
    });
    expect(send([event as GradeProposalEvent], propose('BLOCK', three))).toHaveLength(1);
  });

  test('SCALE pays the budget exactly, to the fen', () => {
    const history = send([], propose('SCALE', three));
    const { grades } = fold(gradeProposal, history);
    expect(grades.map(({ performancePay }) => performancePay)).toEqual([56_250, 51_563, 42_187]);
  });

  test('a unit within its budget is paid by grade', () => {
    const history = send([], propose('BLOCK', [ask('o1', 50_000)]));
    expect(history.map(({ type }) => type)).toEqual(['GradesProposed', 'GradesListed']);
    expect(send(history, propose('BLOCK', [ask('o1', 50_000)]))).toHaveLength(2);
  });

  test('a second person approves, twice changes nothing', () => {
    const history = send([], propose('SCALE', three));
    const approved = send(history, approveBy('approver-1', 'o9'));
    expect(approved.at(-1)?.type).toBe('GradesApproved');
    expect(send(approved, approveBy('approver-1', 'o9'))).toHaveLength(approved.length);
    expect(() => send(approved, approveBy('approver-2'))).toThrow('ALREADY_APPROVED');
  });

  test.each([
    ['the author', approveBy('appraiser-1')],
    ['a subject', approveBy('approver-1', 'o2')],
  ])('%s cannot approve: SAME_PERSON', (_who, command) => {
    expect(() => send(send([], propose('SCALE', three)), command)).toThrow('SAME_PERSON');
  });

  test('a refused proposal cannot be approved, nor one that is not there', () => {
    expect(() => send(send([], propose('BLOCK', three)), approveBy('x'))).toThrow(
      'PROPOSAL_NOT_OPEN',
    );
    expect(() => send([], approveBy('x'))).toThrow('PROPOSAL_NOT_OPEN');
  });

  test('nobody ranked, nothing to propose', () => {
    expect(() => send([], propose('SCALE', []))).toThrow('NOBODY_RANKED');
  });

  test('five hundred lines travel in events of two hundred', () => {
    const asks = Array.from({ length: 500 }, (_, at) => ask(`o${at}`, 50_000));
    const history = send([], propose('SCALE', asks));
    expect(history).toHaveLength(4);
    expect(fold(gradeProposal, history).grades).toHaveLength(500);
  });

  test('SCALE never pays more or less than the budget', () => {
    const anyPay = fc.constantFrom(60_000, 55_000, 50_000, 45_000, 40_000, 0);
    fc.assert(
      fc.property(fc.array(anyPay, { minLength: 1, maxLength: 300 }), (asks) => {
        const { pays, asked, budget } = withinBudget(asks, { mode: 'SCALE', perHead: 50_000 });
        const paid = (pays ?? []).reduce((sum, pay) => sum + pay, 0);
        expect(paid).toBe(Math.min(asked, budget));
      }),
    );
  });
});
