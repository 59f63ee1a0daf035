import { describe, expect, test } from '@jest/globals';
import { fold } from '@ywk/kernel';
import { tierChange, type TierChangeCommand, type TierChangeEvent } from './tier-change.decider.ts';

const propose = (over: object = {}): TierChangeCommand => ({
  type: 'ProposeTierChange',
  data: {
    proposal: 't1',
    officer: 'o1',
    from: 5,
    to: 4,
    effectiveDate: '2021-01-01',
    ground: 'SENIORITY',
    author: 'appraiser-1',
    basis: null,
    currentTier: 5,
    ...over,
  },
});

const approve = (
  actor: string,
  { officer = null, currentTier = 5 }: { officer?: string | null; currentTier?: number } = {},
): TierChangeCommand => ({
  type: 'ApproveTierChange',
  data: { proposal: 't1', decision: 'd1', approver: { actor, officer }, currentTier },
});

const send = (history: TierChangeEvent[], command: TierChangeCommand) => [
  ...history,
  ...tierChange.decide(command, fold(tierChange, history)),
];

const proposed = send([], propose());

describe('a tier change', () => {
  test('is proposed, then approved by a second person', () => {
    const approved = send(proposed, approve('approver-1'));
    expect(approved.map(({ type }) => type)).toEqual(['TierChangeProposed', 'TierChangeApproved']);
  });

  test('sent twice changes nothing', () => {
    expect(send(proposed, propose())).toEqual(proposed);
    const approved = send(proposed, approve('approver-1'));
    expect(send(approved, approve('approver-1'))).toEqual(approved);
  });

  test.each([
    ['its author', approve('appraiser-1')],
    ['its subject', approve('approver-1', { officer: 'o1' })],
  ])('is not approved by %s', (_who, command) => {
    expect(() => send(proposed, command)).toThrow('SAME_PERSON');
  });

  test.each([
    ['another tier than the current', propose({ currentTier: 6 }), 'TIER_NOT_CURRENT'],
    ['the same tier', propose({ to: 5 }), 'TIER_UNCHANGED'],
  ])('from %s is refused', (_what, command, code) => {
    expect(() => send([], command)).toThrow(code);
  });

  test('is refused at approval when another change came first', () => {
    expect(() => send(proposed, approve('approver-1', { currentTier: 4 }))).toThrow(
      'TIER_NOT_CURRENT',
    );
  });

  test('an id cannot be used for another change', () => {
    expect(() => send(proposed, propose({ to: 3 }))).toThrow('ID_REUSED');
  });

  test('what was never proposed cannot be approved', () => {
    expect(() => send([], approve('approver-1'))).toThrow('PROPOSAL_NOT_OPEN');
  });
});
