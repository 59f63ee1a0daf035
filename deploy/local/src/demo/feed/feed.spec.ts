import { expect, test } from '@jest/globals';
import {
  compileSchema,
  dispatchEventSchemas,
  type DispatchChange,
  type DispatchEvent,
} from '@ywk/contracts';
import { localDay } from '@ywk/kernel';
import { demoBureau } from '../bureau/people.ts';
import { Expectation } from '../expect/expectation.ts';
import type { CallTruth } from './call-truth.ts';
import { dispatchFeed } from './feed.ts';

const month = '2024-05';

const played = (calls: number, seed: number) => {
  const bureau = demoBureau({ officers: 300, calls, seed });
  const truths: CallTruth[] = [];
  const expectation = new Expectation(month);
  const onCall = (call: CallTruth): void => {
    truths.push(call);
    expectation.take(call);
  };
  const events = [...dispatchFeed({ bureau, month, calls, seed, onCall })];
  return { events, truths, expectation };
};

const { events, truths, expectation } = played(6_000, 1);
const distinct = new Map(events.map((event) => [event.eventId, event]));

test('a seed gives the very same month, another seed another one', () => {
  expect(played(200, 5).events).toEqual(played(200, 5).events);
  expect(played(200, 6).events).not.toEqual(played(200, 5).events);
});

test('exactly as many calls as asked for, all received in the month', () => {
  expect(truths).toHaveLength(6_000);
  expect(expectation.calls).toBe(6_000);
  const days = truths.map(({ received }) => localDay(new Date(received).toISOString()));
  expect(days.every((day) => day.startsWith(month))).toBe(true);
  expect(new Set(days).size).toBe(31);
});

test('every message is one that the door takes', () => {
  const parsers = new Map(
    Object.entries(dispatchEventSchemas).map(([kind, schema]) => [
      kind,
      compileSchema<DispatchEvent>(`demo ${kind}`, schema),
    ]),
  );
  for (const event of events) expect(parsers.get(event.kind)?.(event)).toBe(event);
});

test('messages repeat, overtake each other and come late, in small shares', () => {
  const repeated = events.length - distinct.size;
  expect(repeated / distinct.size).toBeGreaterThan(0.007);
  expect(repeated / distinct.size).toBeLessThan(0.014);
  const behind = events.filter(({ at }, index) => at < (events[index - 1]?.at ?? ''));
  expect(behind.length / events.length).toBeGreaterThan(0.02);
  for (const event of events) expect(distinct.get(event.eventId)).toEqual(event);
});

test('the evening is busier than the hours before dawn', () => {
  const inHour = (hour: number): number =>
    truths.filter(({ received }) => (new Date(received).getUTCHours() + 8) % 24 === hour).length;
  expect(inHour(20)).toBeGreaterThan(4 * inHour(4));
});

test('about 28 of 65 calls are for the police; the ratio of claims is about two in a hundred', () => {
  const orders = truths.filter(({ order }) => order !== null);
  expect(orders.length / truths.length).toBeGreaterThan(0.4);
  expect(orders.length / truths.length).toBeLessThan(0.46);
  expect(expectation.claims.length / orders.length).toBeGreaterThan(0.01);
  expect(expectation.claims.length / orders.length).toBeLessThan(0.03);
  const confirmed = expectation.claims.filter((claim) => claim.confirmed);
  expect(confirmed.length).toBeGreaterThan(expectation.claims.length / 2);
});

const truthOf = (event: DispatchEvent | undefined): CallTruth => {
  const truth = truths.find(({ callId }) => callId === event?.callId);
  if (truth === undefined) throw new Error('Something is corrected that was never sent.');
  return truth;
};

const expectTruth = ({ at, badge }: DispatchChange, truth: CallTruth): void => {
  if (at !== undefined) expect(Date.parse(at)).toBe(truth.answered);
  if (badge !== undefined) expect(badge).toBe(truth.order?.by.badge);
};

test('what is corrected is corrected to what really happened', () => {
  const corrections = events.filter(({ kind }) => kind === 'corrected');
  expect(corrections.length).toBeGreaterThan(15);
  for (const { corrects = '', change = {} } of corrections) {
    expectTruth(change, truthOf(distinct.get(corrects)));
  }
});
