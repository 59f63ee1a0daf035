import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { callOf } from './call.ts';
import { assessAgain, takeIn, type Decision } from './call.decider.ts';
import type { CallFact, ResolveOperator } from './call-facts.ts';
import { UNKNOWN_CALL, type CallHistory } from './call-history.ts';
import type { DispatchEvent, DispatchKind } from './dispatch-event.ts';

const KINDS: readonly DispatchKind[] = [
  'received',
  'answered',
  'abandoned',
  'classified',
  'dispatched',
  'acknowledged',
  'arrived',
  'closed',
];
const OFFICERS: Readonly<Record<string, string>> = { 'badge:B1': 'ann', 'seat:S1': 'bo' };
const resolve: ResolveOperator = (operator) => OFFICERS[operator];
const caseIdOf = ({ eventId }: DispatchEvent): string => `case-${eventId}`;

const instant = fc
  .integer({ min: 0, max: 600 })
  .map((seconds) => new Date(Date.UTC(2024, 4, 31, 15, 50) + seconds * 1000).toISOString());

const operator = fc.constantFrom({ badge: 'B1' }, { badge: 'B9' }, { seat: 'S1' }, {});

/** Messages of one call: plain ones, and corrections that may name any of them, or none. */
const message = (id: number): fc.Arbitrary<DispatchEvent> => {
  const head = { source: 'cad', callId: 'C1', eventId: `E${id}` };
  const plain = fc
    .record({ kind: fc.constantFrom(...KINDS), at: instant, operator, order: fc.nat(2) })
    .map(({ kind, at, operator: who, order }) => ({
      ...head,
      kind,
      at,
      orderId: `O${order}`,
      ...who,
    }));
  const correction = fc
    .record({ at: instant, of: fc.nat(11), to: fc.option(instant), who: operator })
    .map(({ at, of, to, who }): DispatchEvent => {
      const corrected = { ...head, kind: 'corrected' as const, at, corrects: `E${of}` };
      return to === null
        ? { ...corrected, withdrawn: true }
        : { ...corrected, change: { at: to, ...who } };
    });
  return fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: correction });
};

const month = fc
  .integer({ min: 1, max: 10 })
  .chain((n) => fc.tuple(...Array.from({ length: n }, (_, id) => message(id))));

/** The same messages in another order, some again, cut into batches anywhere. */
const delivered = (messages: readonly DispatchEvent[]): fc.Arbitrary<DispatchEvent[][]> =>
  fc
    .tuple(
      fc.shuffledSubarray([...messages], { minLength: messages.length }),
      fc.array(fc.constantFrom(...messages), { maxLength: 5 }),
      fc.array(fc.nat(20), { maxLength: 4 }),
    )
    .map(([order, again, cuts]) => {
      const all = [...order, ...again];
      const ends = [...cuts.map((cut) => cut % (all.length + 1)), all.length].sort((a, b) => a - b);
      return ends.map((end, at) => all.slice(ends[at - 1] ?? 0, end));
    });

/** As the door does: messages that the call knows are left out. */
const send = (history: CallHistory, batch: readonly DispatchEvent[]): Decision => {
  const unseen = new Map(batch.map((event) => [event.eventId, event]));
  const events = [...unseen.values()].filter(({ eventId }) => !history.events.has(eventId));
  return takeIn(history, { events, resolve, caseIdOf });
};

const key = (fact: CallFact): string =>
  JSON.stringify([fact.officer, fact.code, fact.order, fact.occurredAt, fact.amounts]);

/** Facts that stand after all that was recorded and reversed, each with its count. */
const play = (batches: readonly (readonly DispatchEvent[])[]) => {
  let history = UNKNOWN_CALL;
  const net = new Map<string, number>();
  const add = (fact: CallFact, by: number): void => {
    const count = (net.get(key(fact)) ?? 0) + by;
    if (count === 0) net.delete(key(fact));
    else net.set(key(fact), count);
  };
  for (const batch of batches) {
    const { after, recorded, reversed } = send(history, batch);
    recorded.forEach((fact) => add(fact, 1));
    reversed.forEach((fact) => add(fact, -1));
    history = after;
  }
  return { call: callOf(history.events), net: [...net].sort(), history };
};

describe('a call', () => {
  test('comes to the same, and to the same facts, in any order, batching and repetition', () => {
    fc.assert(
      fc.property(
        month.chain((messages) => fc.tuple(fc.constant(messages), delivered(messages))),
        ([messages, batches]) => {
          const straight = play([messages]);
          const scattered = play(batches);
          expect(scattered.call).toEqual(straight.call);
          expect(scattered.net).toEqual(straight.net);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('never counts a fact twice', () => {
    fc.assert(
      fc.property(month.chain(delivered), (batches) => {
        expect(play(batches).net.every(([, count]) => count === 1)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('sent again changes nothing', () => {
    fc.assert(
      fc.property(month, (messages) => {
        const { history } = play([messages]);
        expect(send(history, messages).events).toEqual([]);
      }),
    );
  });

  test('comes to the same whether badges were known before or after', () => {
    fc.assert(
      fc.property(month, (messages) => {
        const blind = takeIn(UNKNOWN_CALL, {
          events: messages,
          resolve: () => undefined,
          caseIdOf,
        });
        const later = assessAgain(blind.after, resolve);
        expect(later.after.assessed).toEqual(play([messages]).history.assessed);
        expect(blind.recorded).toEqual([]);
      }),
    );
  });
});

describe('a call told in sentences', () => {
  const at = (seconds: number): string =>
    new Date(Date.UTC(2024, 4, 31, 15, 50, seconds)).toISOString();
  const head = { source: 'cad', callId: 'C1' };
  const received: DispatchEvent = { ...head, eventId: 'R', kind: 'received', at: at(0) };
  const answered: DispatchEvent = {
    ...head,
    eventId: 'A',
    kind: 'answered',
    at: at(7),
    badge: 'B1',
  };

  test('answered after seven seconds is a fact of the moment it came in', () => {
    expect(play([[answered], [received]]).history.assessed.facts).toEqual([
      {
        code: 'call.answered',
        order: null,
        officer: 'ann',
        occurredAt: received.at,
        amounts: { answerMs: 7000 },
      },
    ]);
  });

  test('a correction that comes first waits for its event', () => {
    const corrected: DispatchEvent = {
      ...head,
      eventId: 'K',
      kind: 'corrected',
      at: at(60),
      corrects: 'A',
      change: { at: at(9), seat: 'S1' },
    };
    const { call, history } = play([[corrected], [received], [answered]]);
    expect(call.dangling).toEqual([]);
    expect(history.assessed.facts[0]).toMatchObject({ officer: 'bo', amounts: { answerMs: 9000 } });
  });

  test('the correction issued last holds', () => {
    const correct = (eventId: string, seconds: number, to: number): DispatchEvent => ({
      ...head,
      eventId,
      kind: 'corrected',
      at: at(seconds),
      corrects: 'A',
      change: { at: at(to) },
    });
    const { history } = play([
      [correct('K2', 90, 9), received],
      [correct('K1', 60, 8), answered],
    ]);
    expect(history.assessed.facts[0]?.amounts).toEqual({ answerMs: 9000 });
  });

  test('a withdrawn answer takes its fact back', () => {
    const withdrawn: DispatchEvent = {
      ...head,
      eventId: 'K',
      kind: 'corrected',
      at: at(60),
      corrects: 'A',
      withdrawn: true,
    };
    const before = play([[received, answered]]).history;
    const { reversed, recorded } = send(before, [withdrawn]);
    expect([reversed.length, recorded.length]).toEqual([1, 0]);
  });

  test('stamps that contradict each other yield no fact', () => {
    const early: DispatchEvent = { ...answered, at: at(-5) };
    expect(play([[received, early]]).history.assessed).toEqual({ facts: [], waiting: [] });
  });
});
