import { describe, expect, it } from '@jest/globals';
import {
  chainHash,
  closed,
  contentHash,
  ContractRegistry,
  defineEvent,
  GENESIS_HASH,
  shape,
  type EventEnvelope,
} from '@ywk/contracts';
import fc from 'fast-check';
import { admit, trackOf } from './intake.ts';
import { judge, type ChainState } from './judge.ts';

const LOG = 'test.v1';
const START: ChainState = { lastPos: 0, lastHash: GENESIS_HASH, logEpoch: 1 };

/** Events that continue a chain. */
const chainOf = (count: number, { lastPos, lastHash, logEpoch }: ChainState = START) => {
  let prevHash = lastHash;
  return Array.from({ length: count }, (_, at): EventEnvelope => {
    const content = {
      log: LOG,
      partition: 5,
      eventId: `e${at}`,
      type: 'Counted',
      v: 1,
      stream: 's',
      key: 'k',
      occurredAt: '2024-05-01T00:00:00.000Z',
      commandId: 'c',
      causationId: null,
      correlationId: null,
      actor: 'test',
      dataText: `{"n":${at}}`,
    };
    const pos = lastPos + at + 1;
    const recordedAt = '2024-05-01T00:00:00.001Z';
    const recordedMs = Date.parse(recordedAt);
    const contentHashed = contentHash(content);
    const link = { prevHash, contentHash: contentHashed, pos, streamVersion: pos, recordedMs };
    const hash = chainHash({ ...link, logEpoch });
    const event = { ...content, pos, logEpoch, prevHash, hash, streamVersion: pos, recordedAt };
    prevHash = hash;
    return event;
  });
};

const [first, second, third] = chainOf(3);
if (first === undefined || second === undefined || third === undefined) throw new Error('Short.');
const afterFirst = { lastPos: 1, lastHash: first.hash, logEpoch: 1 };

describe('judging the next event of a partition', () => {
  it('takes the one that continues the chain', () => {
    expect(judge(afterFirst, second)).toEqual({ verdict: 'take' });
  });

  it('drops one seen before', () => {
    expect(judge(afterFirst, first)).toEqual({ verdict: 'drop' });
  });

  it('sees a gap', () => {
    expect(judge(afterFirst, third)).toEqual({ verdict: 'gap' });
  });

  it.each([
    ['its data', { dataText: '{"n":99}' }],
    ['its time', { occurredAt: '2024-05-02T00:00:00.000Z' }],
    ['its officer', { key: 'other' }],
    ['its hash', { hash: 'f'.repeat(64) }],
  ])('halts when %s was changed', (_, change) => {
    expect(judge(afterFirst, { ...second, ...change })).toEqual({
      verdict: 'halt',
      reason: 'Position 2 does not match its hash.',
    });
  });

  it('halts when the one before is another', () => {
    expect(judge({ ...afterFirst, lastHash: third.hash }, second)).toEqual({
      verdict: 'halt',
      reason: 'Position 2 does not continue the chain: wrong prevHash.',
    });
  });

  it('goes on into a new epoch that begins where the old one ended', () => {
    const [next] = chainOf(1, { lastPos: 1, lastHash: first.hash, logEpoch: 2 });
    expect(next && judge(afterFirst, next)).toEqual({ verdict: 'take' });
  });

  it('halts at a new epoch that begins earlier: what was applied is not in the log any more', () => {
    const [again] = chainOf(1, { lastPos: 0, lastHash: first.prevHash, logEpoch: 2 });
    expect(again && judge(afterFirst, again)).toEqual({
      verdict: 'halt',
      reason: 'Epoch 2 holds position 1; up to 1 was applied before.',
    });
  });

  it.each([1, 2])(
    'halts at another event where the last one stands, after epoch %i: a fork',
    (logEpoch) => {
      const other = { ...first, eventId: 'other', dataText: '{"n":99}', hash: 'f'.repeat(64) };
      expect(judge({ ...afterFirst, logEpoch }, other)).toEqual({
        verdict: 'halt',
        reason: 'A fork: another event was applied at position 1 than other.',
      });
    },
  );

  it('halts at an event of an epoch that is over', () => {
    expect(judge({ ...afterFirst, logEpoch: 2 }, second)).toEqual({
      verdict: 'halt',
      reason: 'Position 2 is of epoch 1, after 2.',
    });
  });
});

describe('T21: taking in what a topic may hold', () => {
  const registry = new ContractRegistry([
    defineEvent<{ n: number }>({
      log: LOG,
      type: 'Counted',
      v: 1,
      title: 'Something was counted',
      key: () => 'k',
      schema: closed({ n: shape.integer }),
      sample: { n: 1 },
    }),
  ]);
  const fresh = () =>
    trackOf({
      log: LOG,
      partition: 5,
      nextOffset: null,
      lastPos: 0,
      lastHash: GENESIS_HASH,
      logEpoch: 0,
      claimEpoch: 1,
      halted: undefined,
      parkedKeys: [],
    });

  it('gives each event once and in order, whatever suffixes were sent again', () => {
    const events = chainOf(40);
    // Each step goes back by some positions and then sends some: a relay that starts from a
    // checkpoint again, at worst in the middle of what another one sends.
    const steps = fc.array(fc.tuple(fc.nat(12), fc.integer({ min: 1, max: 15 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(steps, (sent) => {
        const track = fresh();
        let reached = 0;
        let offset = 0;
        for (const [back, count] of [...sent, [12, 40] as const, [0, 40] as const]) {
          const from = Math.max(0, reached - back);
          for (const event of events.slice(from, from + count)) {
            expect(admit(track, { offset, event }, registry)).toBe('settled');
            offset += 1;
          }
          reached = Math.max(reached, Math.min(events.length, from + count));
        }
        expect(track.pending.map(({ event }) => event.pos)).toEqual(
          events.slice(0, reached).map(({ pos }) => pos),
        );
        expect(track).toMatchObject({ nextOffset: offset, halt: undefined });
      }),
      { seed: 20261124, numRuns: 300 },
    );
  });

  it('never passes over an event that is missing', () => {
    const events = chainOf(30);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 28 }), (missing) => {
        const track = fresh();
        const rest = events.filter((_, at) => at !== missing);
        const answers = rest.map((event, offset) => admit(track, { offset, event }, registry));
        expect(answers.indexOf('gap')).toBe(missing);
        expect(track.taken.lastPos).toBe(missing);
      }),
      { seed: 20261124 },
    );
  });
});
