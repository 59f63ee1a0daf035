import { expect, test } from '@jest/globals';
import { LOGS } from '@ywk/contracts';
import type { ChangeKind } from '@ywk/payroll-domain';
import { issueCommand, lineIdOf, linesOf } from './issue-command.ts';

const cause = {
  log: LOGS.decision,
  eventId: '0190a1b2-c3d4-7e5f-8a6b-9c0d1e2f3a07',
  occurredAt: '2024-06-04T01:00:00.000Z',
  correlationId: null,
};
const officer = '8d5f6f0e-3c1a-4b7e-9a54-0d6f3f7a1c01';
const lines = linesOf(cause, [
  {
    officer,
    kind: 'PERFORMANCE',
    originPeriod: '2024-05',
    effectiveDate: '2024-05-01',
    amount: 50_000,
    previousAmount: null,
    component: 'PERFORMANCE',
    run: null,
  },
]);
const idOf = (eventId: string, kind: ChangeKind, month: string | null = null) =>
  lineIdOf(eventId, { kind, run: month, originPeriod: month });

test('the id of a line is a contract: this very one, for ever', () => {
  expect(idOf(cause.eventId, 'PERFORMANCE')).toBe('2897242f-ca97-5537-8ee8-c5a5f5a0c489');
});

test('other causes, other kinds and other months of one are other lines', () => {
  const ids = [
    lines[0]?.line,
    idOf(cause.eventId, 'TIER_PAY'),
    idOf('0190a1b2-c3d4-7e5f-8a6b-9c0d1e2f3a08', 'PERFORMANCE'),
    idOf(cause.eventId, 'BACK_PAY', '2024-05'),
    idOf(cause.eventId, 'BACK_PAY', '2024-06'),
  ];
  expect(new Set(ids).size).toBe(5);
});

test('a cause that comes again makes the same command for the same new stream', () => {
  const [first, again] = [issueCommand(cause, lines), issueCommand(cause, lines)];
  expect(again.commandId).toBe(first.commandId);
  expect(again.request).toBe(first.request);
  expect(again.writes[0]).toMatchObject({
    log: LOGS.change,
    stream: `line-${lines[0]?.line}`,
    key: officer,
    expectedVersion: 0,
  });
});
