import { describe, expect, test } from '@jest/globals';
import { expectedHash, GENESIS_HASH, type EventEnvelope } from '@ywk/contracts';
import { lostTailOf, type LogEnd } from './lost-tail.ts';

const START: LogEnd = { pos: 0, hash: GENESIS_HASH, logEpoch: 1 };

/** Events that continue a log; `name` tells branches apart. */
const chain = (count: number, from: LogEnd = START, name = 'a'): EventEnvelope[] => {
  let { pos, hash: prevHash } = from;
  return Array.from({ length: count }, () => {
    pos += 1;
    const bare: EventEnvelope = {
      ...{ log: 'test.v1', partition: 3, pos, logEpoch: from.logEpoch, prevHash, hash: '' },
      ...{ eventId: `${name}${pos}`, type: 'Noted', v: 1, stream: 's', streamVersion: pos },
      ...{ key: 'k', commandId: `c${name}${pos}`, causationId: null, correlationId: null },
      ...{ occurredAt: '2024-05-01T00:00:00.000Z', recordedAt: '2024-05-01T00:00:01.000Z' },
      ...{ actor: 'test', dataText: `{"by":"${name}"}` },
    };
    const event = { ...bare, hash: expectedHash(bare) };
    prevHash = event.hash;
    return event;
  });
};

const endOf = (events: readonly EventEnvelope[], logEpoch = 1): LogEnd => {
  const last = events.at(-1);
  return last === undefined ? START : { pos: last.pos, hash: last.hash, logEpoch };
};

const hashes = (events: readonly EventEnvelope[]) =>
  new Map(events.map(({ pos, hash }) => [pos, hash]));

/** The log holds `own`; the topic holds `topic`. */
const compare = (own: readonly EventEnvelope[], topic: readonly EventEnvelope[], epoch = 1) => {
  const end = endOf(own, epoch);
  return lostTailOf({
    ...{ log: 'test.v1', partition: 3, end, ownHashes: hashes(own) },
    seen: topic.filter(({ pos }) => pos <= end.pos),
    beyond: topic.filter(({ pos }) => pos > end.pos),
  });
};

const named = (tail: ReturnType<typeof lostTailOf>) =>
  tail.unreachable.map(({ pos, eventId, what }) => [pos, eventId, what]);

const all = chain(9);

describe('what a topic holds beyond its log', () => {
  test('is nothing when they agree', () => {
    expect(compare(all, all)).toEqual({ events: [], unreachable: [], topicEpoch: 1 });
  });

  test('comes back whole, whatever was sent twice and in whatever order it is met', () => {
    const met = [...all.slice(5), ...all, ...all.slice(3, 8)].reverse();
    expect(compare(all.slice(0, 4), met).events).toEqual(all.slice(4));
  });

  test('comes back up to a hole; what stands behind it is named', () => {
    const holed = all.filter(({ pos }) => pos !== 7);
    const tail = compare(all.slice(0, 4), holed);
    expect(tail.events).toEqual(all.slice(4, 6));
    expect(named(tail)).toEqual([
      [7, null, 'neither the log nor the topic holds it'],
      [8, 'a8', 'it does not continue the chain'],
      [9, 'a9', 'it does not continue the chain'],
    ]);
  });

  test('is named when the log has written something else in its place', () => {
    const own = [...all.slice(0, 4), ...chain(2, endOf(all.slice(0, 4)), 'b')];
    const tail = compare(own, all.slice(0, 7));
    expect(tail.events).toEqual([]);
    expect(named(tail)).toEqual([
      [5, 'a5', 'the log holds another event at this position: a fork'],
      [6, 'a6', 'the log holds another event at this position: a fork'],
      [7, 'a7', 'it does not continue the chain'],
    ]);
  });

  test('goes on into the epoch of an earlier promotion, and names the branch that lost', () => {
    const before = all.slice(0, 4);
    const promoted = chain(3, endOf(before, 2), 'b');
    const tail = compare(before, [...all, ...promoted]);
    expect(tail.events).toEqual(promoted);
    expect(tail.topicEpoch).toBe(2);
    expect(tail.unreachable.map(({ eventId }) => eventId)).toEqual(['a5', 'a6', 'a7', 'a8', 'a9']);
  });

  test('is not chosen by lot when two branches have equal rights', () => {
    const before = all.slice(0, 4);
    const tail = compare(before, [...all.slice(0, 5), ...chain(1, endOf(before), 'b')]);
    expect(tail.events).toEqual([]);
    expect(named(tail)).toEqual([
      [5, 'a5', 'the topic holds several events that would follow: a fork'],
      [5, 'b5', 'the topic holds several events that would follow: a fork'],
    ]);
  });

  test('is not taken when it was changed, or is of an epoch that is over', () => {
    const [next] = all.slice(4, 5);
    if (next === undefined) throw new Error('Too short.');
    const changed = { ...next, dataText: '{"by":"x"}' };
    expect(compare(all.slice(0, 4), [changed]).events).toEqual([]);
    expect(compare(all.slice(0, 4), [next], 2).events).toEqual([]);
  });
});
