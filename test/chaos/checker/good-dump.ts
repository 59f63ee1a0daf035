import { canonical, partitionOf, type EventRow } from './form.ts';
import { TinyWorld, type TinyDump } from './tiny-dump.ts';

const OFFICER = 'officer-1';
const PARTITION = partitionOf(OFFICER);
const AT = '2024-05-10T02:00:00.000Z';
const SOURCE = 'cad';

const hire = (world: TinyWorld): void => {
  const placed = { officer: OFFICER, from: '2020-01-01', unit: 'U', post: 'CALL110', badge: 'B1' };
  const told = { ...placed, tier: 7, seat: null, team: null };
  const { pos } = world.tell({
    ...{ log: 'recruitment.personnel.v1', type: 'OfficerHired' },
    ...{ key: OFFICER, stream: `officer-${OFFICER}`, data: told },
  });
  world.row('appraisal.placement', { partition: PARTITION, pos, kind: 'HIRED' });
  const body = canonical({ ...placed, tier: 7 });
  world.operation('hire', [{ name: `hire:${OFFICER}`, body }]);
};

const call = (world: TinyWorld): void => {
  const stream = `call-${SOURCE}/C1`;
  const messages = [
    { eventId: 'C1.R', kind: 'received', at: AT },
    { eventId: 'C1.A', kind: 'answered', at: '2024-05-10T02:00:07.000Z', badge: 'B1' },
    {
      eventId: 'C1.D',
      kind: 'dispatched',
      at: '2024-05-10T02:01:00.000Z',
      badge: 'B9',
      orderId: 'O',
    },
  ].map((message) => ({ source: SOURCE, callId: 'C1', ...message }));
  for (const data of messages) {
    world.tell({ log: 'duty.call', type: 'DispatchEventTaken', key: stream, stream, data });
  }
  const items = messages.map((message) => ({
    name: `event:${SOURCE}/${message.eventId}`,
    body: canonical(message),
  }));
  const faulty = { name: `event:${SOURCE}/bad`, faulty: true as const };
  world.operation('feed', [...items, faulty, ...items.slice(0, 1)], [items.length]);
  world.row('duty.refused_line', { code: 'KIND_UNKNOWN' });
  world.row('duty.waiting_fact', {
    ...{ operator: 'badge:B9', call_id: 'C1', code: 'order.dispatched', order_id: 'O' },
  });
};

const factRow = (world: TinyWorld, event: EventRow): void => {
  const { fact, code, amounts } = JSON.parse(event.data) as Record<string, unknown>;
  world.row('appraisal.fact', {
    ...{ partition: PARTITION, pos: event.pos, officer: OFFICER, fact, sign: 1, code },
    ...{ occurred_ms: event.occurred_ms, event_id: event.event_id },
    amounts: JSON.stringify(amounts),
  });
};

const tally = (world: TinyWorld, metric: string, posted: string): void =>
  world.row('appraisal.tally', {
    ...{ partition: PARTITION, officer: OFFICER, day: '2024-05-10', metric, posted, n: 1 },
  });

const fact = (world: TinyWorld, what: Record<string, unknown>): void => {
  const data = { officer: OFFICER, occurredAt: AT, evidence: null, ...what };
  const event = world.tell({
    ...{ log: 'duty.fact.v1', type: 'FactRecorded', key: OFFICER },
    ...{ stream: `officer-${OFFICER}`, data },
  });
  factRow(world, event);
};

const entered = (world: TinyWorld, id: string, code: string): void => {
  const origin = { kind: 'manual', source: 'desk', reference: null };
  fact(world, { fact: id, code, amounts: {}, origin });
  const body = canonical({ fact: id, officer: OFFICER, code, occurredAt: AT, amounts: {} });
  world.operation('fact', [{ name: `fact:${id}`, body }]);
};

const facts = (world: TinyWorld): void => {
  const origin = { kind: 'feed', source: SOURCE, reference: 'C1' };
  fact(world, { fact: 'f-1', code: 'call.answered', amounts: { answerMs: 7000 }, origin });
  entered(world, 'f-2', 'B06');
  world.tell({
    ...{ log: 'duty.fact.v1', type: 'PeriodCutOff', key: 'month/2024-05', partition: PARTITION },
    ...{ stream: 'period', data: { calendar: 'month', period: '2024-05' } },
  });
  entered(world, 'f-3', 'D01');
  world.tell({
    ...{ log: 'duty.fact.v1', type: 'PeriodCutOff', key: 'month/2024-05', partition: PARTITION },
    ...{ stream: 'period/final' },
    data: { calendar: 'month', period: '2024-05', revision: 1, final: true },
  });
  entered(world, 'f-4', 'D03');
  for (const metric of ['calls.offered', 'calls.answered', 'calls.answered10s', 'B06']) {
    tally(world, metric, '');
  }
  tally(world, 'D01', 'r2');
  tally(world, 'D03', '2024-06');
};

const decide = (world: TinyWorld): void => {
  const change = { officer: OFFICER, from: 7, to: 6, effectiveDate: '2024-01-01' };
  const tell = (type: string, data: Record<string, unknown>) =>
    world.tell({ log: 'appraisal.proposal', type, key: 'p-1', stream: 'tier-p-1', data });
  tell('TierChangeProposed', { proposal: 'p-1', ...change });
  tell('TierChangeApproved', { proposal: 'p-1', decision: 'd-1', approver: 'b' });
  world.operation('tier', [{ name: 'tier:p-1', body: canonical(change) }]);
  world.operation('approval', [{ name: 'approval:p-1' }]);
  const decided = world.tell({
    ...{ log: 'appraisal.decision.v1', type: 'TierChanged', key: OFFICER },
    ...{ stream: `officer-${OFFICER}` },
    data: { decision: 'd-1', ...change, ground: 'SENIORITY', author: 'a', approver: 'b' },
  });
  const { pos, data } = decided;
  world.row('appraisal.decision', { partition: PARTITION, pos, data });
  pay(world, decided.event_id);
};

const pay = (world: TinyWorld, eventId: string): void => {
  const line = { line: 'l-1', officer: OFFICER, kind: 'TIER_PAY', amount: 20_000 };
  const cause = { log: 'appraisal.decision.v1', eventId };
  world.tell({
    ...{ log: 'payroll.change.v1', type: 'PayChangeIssued', key: OFFICER, stream: 'line-l-1' },
    data: { ...line, cause },
  });
  world.row('payroll.change_line', line);
  const answer = { line: 'l-1', outcome: 'ACCEPTED', reason: null, source: 'pay' };
  world.tell({
    ...{ log: 'payroll.line', type: 'PayChangeAcknowledged', key: 'l-1', stream: 'line-l-1' },
    data: { ...answer, sourceEventId: 'a-1' },
  });
  world.row('payroll.line_answer', answer);
  world.operation('answer', [{ name: 'answer:l-1', body: canonical(answer) }]);
};

/** A record that the nemesis put on a topic. */
const stray = (world: TinyWorld): void => {
  const body = 'no event';
  world.record('duty.fact.v1', body);
  world.operation('stray', [{ name: 'stray:duty.fact.v1', body, faulty: true }]);
  world.row('appraisal.stray_record', {
    follower_group: 'appraisal.score.v1',
    log: 'duty.fact.v1',
  });
};

/** A small month in which everything is as it must be. */
export const goodDump = (): TinyDump => {
  const world = new TinyWorld();
  hire(world);
  call(world);
  facts(world);
  decide(world);
  world.door('dispatch.feed.v1', 'duty.feed.v1', '{}');
  stray(world);
  return world.dump();
};
