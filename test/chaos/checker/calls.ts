import { canonical, localDay } from './form.ts';
import { Finding, type Verdict } from './verdict.ts';
import type { KeptEvent, World } from './world.ts';

/**
 * The rule of the 110 feed, written again from docs/how-to/connect-a-110-system.md: what a set of
 * messages says of a call, and which facts follow for whom.
 */
interface Message {
  readonly eventId: string;
  readonly kind: string;
  readonly at: string;
  readonly issuedAt?: string;
  readonly orderId?: string;
  readonly badge?: string;
  readonly seat?: string;
  readonly corrects?: string;
  readonly withdrawn?: true;
  readonly change?: Partial<Message>;
}

interface Stay {
  readonly officer: string;
  readonly from: string;
  /** First day it no longer holds. */
  readonly until: string;
}

const FOR_EVER = '9999-12-31';

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Who holds which badge and seat from when to when, from what personnel says. */
export const staysBy = (world: World): Map<string, Stay[]> => {
  const log = 'recruitment.personnel.v1';
  const byOfficer = new Map<string, KeptEvent[]>();
  for (const event of world.ofType(log, 'OfficerHired', 'OfficerTransferred', 'OfficerLeft')) {
    byOfficer.set(event.key, [...(byOfficer.get(event.key) ?? []), event]);
  }
  const stays = new Map<string, Stay[]>();
  for (const [officer, events] of byOfficer) addStays(stays, officer, events);
  return stays;
};

const addStays = (
  stays: Map<string, Stay[]>,
  officer: string,
  events: readonly KeptEvent[],
): void => {
  const leaving = events
    .filter(({ type }) => type === 'OfficerLeft')
    .map(({ body }) => dayAfter(String(body['on'])));
  const placed = new Map<string, KeptEvent['body']>();
  for (const { type, body } of events)
    if (type !== 'OfficerLeft') placed.set(String(body['from']), body);
  const days = [...placed.keys()].sort();
  days.forEach((from, at) => {
    const ends = [days[at + 1] ?? FOR_EVER, ...leaving.filter((day) => day > from)].sort();
    const { badge, seat } = placed.get(from) ?? {};
    const stay = { officer, from, until: ends[0] ?? FOR_EVER };
    for (const name of [`badge:${String(badge)}`, ...(seat ? [`seat:${String(seat)}`] : [])]) {
      stays.set(name, [...(stays.get(name) ?? []), stay]);
    }
  });
};

const holderOf = (stays: ReadonlyMap<string, Stay[]>, name: string, day: string) =>
  (stays.get(name) ?? [])
    .filter(({ from, until }) => from <= day && day < until)
    .sort((a, b) => (a.from > b.from ? -1 : 1))[0]?.officer;

/** Messages as they stand after corrections; among corrections of one message the latest holds. */
const standing = (messages: readonly Message[]): Message[] => {
  const order = (message: Message): string =>
    `${message.issuedAt ?? message.at} ${message.eventId}`;
  const corrections = new Map<string, Message>();
  for (const message of messages) {
    if (message.corrects === undefined) continue;
    const other = corrections.get(message.corrects);
    if (other === undefined || order(other) < order(message)) {
      corrections.set(message.corrects, message);
    }
  }
  return messages.flatMap((message) => {
    if (message.kind === 'corrected') return [];
    const { withdrawn, change } = corrections.get(message.eventId) ?? {};
    if (withdrawn === true) return [];
    if (change?.badge === undefined && change?.seat === undefined)
      return [{ ...message, ...change }];
    const { badge: _badge, seat: _seat, ...rest } = message;
    return [{ ...rest, ...change }];
  });
};

const operatorOf = ({ badge, seat }: Message): string | undefined => {
  if (badge !== undefined) return `badge:${badge}`;
  return seat === undefined ? undefined : `seat:${seat}`;
};

const firstOf = (messages: readonly Message[], kind: string, orderId?: string) =>
  messages
    .filter((one) => one.kind === kind && (orderId === undefined || one.orderId === orderId))
    .sort((a, b) => (`${a.at} ${a.eventId}` < `${b.at} ${b.eventId}` ? -1 : 1))[0];

interface Draft {
  readonly code: string;
  readonly order: string | null;
  readonly occurredAt: string;
  readonly by: Message;
  readonly amounts: Readonly<Record<string, number>>;
}

const between = (from: Message, to: Message): number => Date.parse(to.at) - Date.parse(from.at);

const ofPickUp = (messages: readonly Message[]): Draft[] => {
  const received = firstOf(messages, 'received');
  const by = firstOf(messages, 'answered') ?? firstOf(messages, 'abandoned');
  if (received === undefined || by === undefined) return [];
  const ms = between(received, by);
  if (ms < 0) return [];
  const amounts: Record<string, number> =
    by.kind === 'answered' ? { answerMs: ms } : { ringMs: ms };
  const code = by.kind === 'answered' ? 'call.answered' : 'call.abandoned';
  return [{ code, order: null, occurredAt: received.at, by, amounts }];
};

const ofOrder = (messages: readonly Message[], order: string, wrong: boolean): Draft[] => {
  const received = firstOf(messages, 'received');
  const dispatched = firstOf(messages, 'dispatched', order);
  if (dispatched === undefined) return [];
  const acknowledged = firstOf(messages, 'acknowledged', order);
  const head = { order, occurredAt: dispatched.at };
  const timed = (code: string, by: Message, amounts: Draft['amounts']): Draft[] =>
    Object.values(amounts).every((ms) => ms >= 0) ? [{ ...head, code, by, amounts }] : [];
  return [
    ...(received
      ? timed('order.dispatched', dispatched, { callToDispatchMs: between(received, dispatched) })
      : []),
    ...(acknowledged
      ? timed('order.acknowledged', acknowledged, { ackMs: between(dispatched, acknowledged) })
      : []),
    ...(wrong ? timed('order.wrongConfirmed', dispatched, {}) : []),
  ];
};

const draftsOf = (events: readonly KeptEvent[]): Draft[] => {
  const taken = events.filter(({ type }) => type === 'DispatchEventTaken');
  const messages = standing(taken.map(({ body }) => body as unknown as Message));
  const wrong = new Set(
    events
      .filter(({ type }) => type === 'WrongDispatchConfirmed')
      .map(({ body }) => String(body['orderId'])),
  );
  const orders = new Set(messages.flatMap(({ orderId }) => orderId ?? []));
  return [
    ...ofPickUp(messages),
    ...[...orders].flatMap((order) => ofOrder(messages, order, wrong.has(order))),
  ];
};

/** Facts in force of the feed, as lines of text: recorded less taken back. */
const inForce = (world: World): string[] => {
  const counts = new Map<string, number>();
  for (const { type, body } of world.ofType('duty.fact.v1', 'FactRecorded', 'FactReversed')) {
    const origin = body['origin'] as { kind: string; reference: string };
    if (origin.kind !== 'feed') continue;
    const { officer, code, occurredAt, amounts } = body;
    const text = canonical([origin.reference, officer, code, occurredAt, amounts]);
    counts.set(text, (counts.get(text) ?? 0) + (type === 'FactRecorded' ? 1 : -1));
  }
  return [...counts].flatMap(([text, count]) =>
    count < 0 ? [`taken back too often: ${text}`] : Array.from({ length: count }, () => text),
  );
};

interface WaitingRow {
  readonly operator: string;
  readonly call_id: string;
  readonly code: string;
  readonly order_id: string;
}

interface Expected {
  readonly facts: string[];
  readonly waiting: string[];
}

const expectOf = (
  expected: Expected,
  events: readonly KeptEvent[],
  stays: ReadonlyMap<string, Stay[]>,
): void => {
  const callId = String(events[0]?.body['callId']);
  for (const { code, order, occurredAt, by, amounts } of draftsOf(events)) {
    const operator = operatorOf(by);
    if (operator === undefined) continue;
    const officer = holderOf(stays, operator, localDay(by.at));
    const reference = order === null ? callId : `${callId}/${order}`;
    if (officer === undefined) {
      expected.waiting.push(`${operator} ${callId} ${code} ${order ?? ''}`);
    } else {
      expected.facts.push(canonical([reference, officer, code, occurredAt, amounts]));
    }
  }
};

const callsOf = (world: World): Map<string, KeptEvent[]> => {
  const calls = new Map<string, KeptEvent[]>();
  for (const event of world.of('duty.call')) {
    const known = calls.get(event.stream);
    if (known === undefined) calls.set(event.stream, [event]);
    else known.push(event);
  }
  return calls;
};

/** What the messages say, judged by an independent reading of the rule, is what is in force. */
export const factsFollowFromMessages = (world: World): Verdict => {
  const finding = new Finding('I15', 'facts in force = an independent model of the messages');
  const stays = staysBy(world);
  const expected: Expected = { facts: [], waiting: [] };
  for (const events of callsOf(world).values()) expectOf(expected, events, stays);
  finding.same(inForce(world), expected.facts, 'facts in force');
  const kept = world.dump.rows<WaitingRow>('duty', 'waiting_fact');
  finding.same(
    kept.map((row) => `${row.operator} ${row.call_id} ${row.code} ${row.order_id}`),
    expected.waiting,
    'facts that wait for a badge',
  );
  return finding.done();
};
