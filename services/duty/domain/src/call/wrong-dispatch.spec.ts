import { describe, expect, test } from '@jest/globals';
import { isRejection } from '@ywk/kernel';
import { claimWrongDispatch, dispatcherOf, ruleWrongDispatch, takeIn } from './call.decider.ts';
import { UNKNOWN_CALL, type CallHistory, type Ruling } from './call-history.ts';
import type { DispatchEvent } from './dispatch-event.ts';

const head = { source: 'cad', callId: 'C1' };
const received: DispatchEvent = {
  ...head,
  eventId: 'R',
  kind: 'received',
  at: '2024-05-31T15:50:00.000Z',
};
const dispatched: DispatchEvent = {
  ...head,
  eventId: 'D',
  kind: 'dispatched',
  orderId: 'O1',
  badge: 'B1',
  at: '2024-05-31T15:51:00.000Z',
};
const resolve = (operator: string) => (operator === 'badge:B1' ? 'ann' : undefined);
const caseIdOf = ({ eventId }: DispatchEvent): string => `case-${eventId}`;
const claim = { case: 'K1', orderId: 'O1', reason: 'WRONG_UNIT', evidence: null };

const sent = takeIn(UNKNOWN_CALL, { events: [received, dispatched], resolve, caseIdOf }).after;
const claimed = claimWrongDispatch(sent, claim, resolve).after;
const rule = (history: CallHistory, ruling: Ruling, leader: string | null = 'chief') =>
  ruleWrongDispatch(history, { case: 'K1', ruling, evidence: 'REC-1', leader }, resolve);

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (isRejection(error)) return error.code;
    throw error;
  }
  return 'ACCEPTED';
};

describe('a wrong dispatch', () => {
  test('counts only when the leader confirms it, at the moment of dispatch', () => {
    expect(claimWrongDispatch(sent, claim, resolve).recorded).toEqual([]);
    expect(rule(claimed, 'rejected').recorded).toEqual([]);
    expect(rule(claimed, 'confirmed').recorded).toEqual([
      {
        code: 'order.wrongConfirmed',
        order: 'O1',
        officer: 'ann',
        occurredAt: dispatched.at,
        amounts: {},
      },
    ]);
  });

  test('is not ruled upon by the one who sent the order', () => {
    expect(dispatcherOf(claimed, 'K1', resolve)).toBe('ann');
    expect(codeOf(() => rule(claimed, 'confirmed', 'ann'))).toBe('SAME_PERSON');
  });

  test('is ruled upon once; the same ruling again changes nothing', () => {
    const { after } = rule(claimed, 'confirmed');
    expect(rule(after, 'confirmed').events).toEqual([]);
    expect(codeOf(() => rule(after, 'rejected'))).toBe('CASE_RULED');
  });

  test('is claimed for an order that was sent, one case at a time', () => {
    expect(codeOf(() => claimWrongDispatch(sent, { ...claim, orderId: 'O9' }, resolve))).toBe(
      'ORDER_UNKNOWN',
    );
    expect(codeOf(() => claimWrongDispatch(claimed, { ...claim, case: 'K2' }, resolve))).toBe(
      'CASE_OPEN',
    );
    expect(codeOf(() => claimWrongDispatch(claimed, { ...claim, reason: 'X' }, resolve))).toBe(
      'CASE_REUSED',
    );
    expect(claimWrongDispatch(claimed, claim, resolve).events).toEqual([]);
    expect(codeOf(() => rule(sent, 'confirmed'))).toBe('CASE_UNKNOWN');
  });

  test('may be claimed again after a rejection', () => {
    const { after } = rule(claimed, 'rejected');
    expect(claimWrongDispatch(after, { ...claim, case: 'K2' }, resolve).events).toHaveLength(1);
  });

  test('claimed by the feed opens a case of its own', () => {
    const told: DispatchEvent = { ...dispatched, eventId: 'W', kind: 'wrongDispatchClaimed' };
    const { after } = takeIn(sent, { events: [told], resolve, caseIdOf });
    expect(after.cases.get('case-W')).toMatchObject({ orderId: 'O1', state: 'claimed' });
  });

  test('ceases to count when its order is withdrawn', () => {
    const { after } = rule(claimed, 'confirmed');
    const withdrawn: DispatchEvent = {
      ...head,
      eventId: 'X',
      kind: 'corrected',
      at: '2024-06-01T00:00:00.000Z',
      corrects: 'D',
      withdrawn: true,
    };
    const { reversed } = takeIn(after, { events: [withdrawn], resolve, caseIdOf });
    expect(reversed.map(({ code }) => code)).toEqual(['order.dispatched', 'order.wrongConfirmed']);
  });
});
