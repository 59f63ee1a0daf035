import { expect, test } from '@jest/globals';
import { fold } from '@ywk/kernel';
import { acknowledgement, type Answer } from './acknowledgement.decider.ts';

const accepted: Answer = {
  outcome: 'ACCEPTED',
  reason: null,
  source: 'payroll-1',
  sourceEventId: 'ACK-1',
};
const refused: Answer = { ...accepted, outcome: 'REFUSED', reason: 'NO_ACCOUNT' };

const after = (...answers: Answer[]) =>
  fold(
    acknowledgement,
    answers.map((data) => ({ type: 'PayChangeAcknowledged' as const, data })),
  );
const answer = (data: Answer, ...before: Answer[]) =>
  acknowledgement.decide({ type: 'AnswerLine', data }, after(...before));

test.each([accepted, refused])('the first answer stands', (first) => {
  expect(answer(first)).toEqual([{ type: 'PayChangeAcknowledged', data: first }]);
});

test('the same answer again changes nothing, also under another id', () => {
  expect(answer(accepted, accepted)).toEqual([]);
  expect(answer({ ...accepted, sourceEventId: 'ACK-2' }, accepted)).toEqual([]);
});

test('another answer is refused, and so is another reason', () => {
  expect(() => answer(refused, accepted)).toThrow('ACK_CONFLICT');
  expect(() => answer({ ...refused, reason: 'WRONG_TIER' }, refused)).toThrow('ACK_CONFLICT');
});

test('a refusal says why, an acceptance has nothing to say', () => {
  expect(() => answer({ ...refused, reason: null })).toThrow('REASON_MISSING');
  expect(() => answer({ ...accepted, reason: 'X' })).toThrow('REASON_UNEXPECTED');
});
