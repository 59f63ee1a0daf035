import { describe, expect, test } from '@jest/globals';
import { fold, isRejection } from '@ywk/kernel';
import fc from 'fast-check';
import { entry, type EntryCommand, type JudgeVersion, type PutVersion } from './entry.decider.ts';
import {
  countingOf,
  factEffects,
  standingOf,
  stateOf,
  UNKNOWN_ENTRY,
  vouchedIn,
  type EntryEvent,
  type EntryState,
  type FactContent,
} from './entry.ts';

const subject = { fact: 'f', officer: 'o', code: 'B05' };
const content = (points: number): FactContent => ({
  occurredAt: '2024-05-20T02:00:00.000Z',
  amounts: { points },
  evidence: 'E',
  source: 'desk',
  reference: null,
  actId: null,
});
const say = (version: number | null, points: number, more: Partial<PutVersion> = {}) =>
  ({
    type: 'Put',
    data: {
      ...subject,
      version,
      content: content(points),
      reason: null,
      author: 'ann',
      atOnce: false,
      ...more,
    },
  }) satisfies EntryCommand;
const drop = (version: number | null, more: Partial<PutVersion> = {}) =>
  say(version, 0, { content: null, reason: 'WRONG', ...more });
const judge = (
  verdict: JudgeVersion['verdict'],
  more: Partial<JudgeVersion> = {},
): EntryCommand => ({
  type: 'Judge',
  data: { version: null, verdict, reason: 'NO', verifier: 'bo', officer: null, ...more },
});
const atOnce = { atOnce: true };

/** The entry after the commands, and the code of the refusal that ended them. */
const given = (...commands: EntryCommand[]) => {
  const events: EntryEvent[] = [];
  let refusal: string | null = null;
  for (const command of commands) {
    try {
      events.push(...entry.decide(command, fold(entry, events)));
    } catch (error) {
      if (!isRejection(error)) throw error;
      refusal = error.code;
      break;
    }
  }
  const state = fold(entry, events);
  const points = standingOf(state)?.amounts['points'] ?? null;
  const types = events.map(({ type }) => type);
  return { events, types, state, is: stateOf(state), points, refusal };
};

describe('a fact that somebody enters', () => {
  test('counts when its owner has verified it', () => {
    expect(given(say(1, 2))).toMatchObject({ is: 'pending', points: null });
    expect(given(say(1, 2), judge('verified'))).toMatchObject({ is: 'verified', points: 2 });
    expect(given(say(1, 2), judge('rejected'))).toMatchObject({ is: 'rejected', points: null });
  });

  test('counts at once when a machine says so', () =>
    expect(given(say(1, 2, atOnce))).toMatchObject({ is: 'verified', points: 2 }));

  test('said again changes nothing; with other content it is refused', () => {
    expect(given(say(1, 2), say(1, 2)).types).toEqual(['FactEntered']);
    expect(given(say(1, 2), say(1, 3)).refusal).toBe('FACT_REUSED');
    expect(given(say(1, 2), say(2, 2, { officer: 'p' })).refusal).toBe('FACT_REUSED');
    expect(given(say(1, 2), say(2, 2, { code: 'B06' })).refusal).toBe('FACT_REUSED');
  });

  test('is judged by neither its author nor the one it is about', () => {
    expect(given(say(1, 2), judge('verified', { verifier: 'ann' })).refusal).toBe('SAME_PERSON');
    expect(given(say(1, 2), judge('rejected', { officer: 'o' })).refusal).toBe('SAME_PERSON');
  });

  test('is judged once, and under its highest version', () => {
    expect(given(judge('verified')).refusal).toBe('FACT_UNKNOWN');
    expect(given(say(1, 2), judge('verified'), judge('verified')).types).toHaveLength(2);
    expect(given(say(1, 2), judge('verified'), judge('rejected')).refusal).toBe('FACT_JUDGED');
    const old = judge('verified', { version: 1 });
    expect(given(say(1, 2), say(2, 3), old).refusal).toBe('FACT_SUPERSEDED');
  });
});

describe('who vouches for a version', () => {
  const vouched = (...commands: EntryCommand[]) => {
    const { events, state } = given(...commands);
    return vouchedIn(events, state);
  };

  test('is who entered it and who verified it, of the version that was verified last', () => {
    expect(vouched(say(1, 2), judge('verified'))).toEqual({ author: 'ann', verifier: 'bo' });
    const corrected = [say(1, 2), judge('verified'), say(2, 3, { author: 'cy' })];
    expect(vouched(...corrected, judge('verified', { verifier: 'di' }))).toEqual({
      ...{ author: 'cy', verifier: 'di' },
    });
  });

  test('is nobody while it waits, was rejected, or counts at once', () => {
    expect(vouched(say(1, 2))).toBeNull();
    expect(vouched(say(1, 2), judge('rejected'))).toBeNull();
    expect(vouched(say(1, 2, atOnce))).toBeNull();
  });
});

describe('a correction', () => {
  test('takes the next number where none is given, once', () => {
    const { types, state } = given(say(1, 2), say(null, 3), say(null, 3));
    expect(types).toEqual(['FactEntered', 'FactCorrected']);
    expect([...state.versions.keys()]).toEqual([1, 2]);
  });

  test('leaves what was verified until it is verified itself', () => {
    const before = given(say(1, 2), judge('verified'), say(2, 3));
    expect(before).toMatchObject({ is: 'pending', points: 2 });
    const after = given(say(1, 2), judge('verified'), say(2, 3), judge('verified'));
    expect(after).toMatchObject({ is: 'verified', points: 3 });
    expect(factEffects(before.state, after.state)).toEqual({
      reversed: content(2),
      recorded: content(3),
    });
    expect(given(say(1, 2), judge('verified'), say(2, 3), judge('rejected')).points).toBe(2);
  });

  test('that says the same moves no fact', () => {
    const before = given(say(1, 2, atOnce)).state;
    const after = given(say(1, 2, atOnce), say(2, 2, atOnce)).state;
    expect(countingOf(after)).toBe(2);
    expect(factEffects(before, after)).toEqual({ reversed: null, recorded: null });
  });
});

describe('a withdrawal', () => {
  test('of what counts is verified like any version', () => {
    const asked = given(say(1, 2), judge('verified'), drop(null));
    expect(asked).toMatchObject({ is: 'pending', points: 2 });
    const done = given(say(1, 2), judge('verified'), drop(null), judge('verified'));
    expect(done).toMatchObject({ is: 'withdrawn', points: null });
    expect(factEffects(asked.state, done.state)).toEqual({ reversed: content(2), recorded: null });
  });

  test('of what does not count yet needs nobody', () =>
    expect(given(say(1, 2), drop(2))).toMatchObject({ is: 'withdrawn', points: null }));

  test('holds against a lower version that comes later', () =>
    expect(given(drop(2, atOnce), say(1, 2, atOnce))).toMatchObject({
      is: 'withdrawn',
      points: null,
      types: ['FactWithdrawn', 'FactEntered'],
    }));
});

describe('versions of a machine', () => {
  const versions = [
    say(1, 1, atOnce),
    say(2, 2, atOnce),
    drop(3, atOnce),
    say(4, 4, atOnce),
    say(5, 5, atOnce),
  ];

  /** Facts that stand after all that was recorded and taken back. */
  const netOf = (commands: readonly EntryCommand[]): Record<string, number> => {
    const net: Record<string, number> = {};
    let state: EntryState = UNKNOWN_ENTRY;
    const add = (fact: FactContent | null, by: number): void => {
      if (fact === null) return;
      const name = JSON.stringify(fact);
      net[name] = (net[name] ?? 0) + by;
      if (net[name] === 0) delete net[name];
    };
    for (const command of commands) {
      const after: EntryState = entry.decide(command, state).reduce(entry.evolve, state);
      const { reversed, recorded } = factEffects(state, after);
      add(reversed, -1);
      add(recorded, 1);
      state = after;
    }
    return net;
  };

  test('lead to the same in any order, however often each comes, and whichever come', () => {
    const some = fc.subarray(versions, { minLength: 1 });
    const shuffled = some.chain((chosen) =>
      fc
        .shuffledSubarray([...chosen, ...chosen], {
          minLength: chosen.length * 2,
          maxLength: chosen.length * 2,
        })
        .map((order) => ({ chosen, order })),
    );
    fc.assert(
      fc.property(shuffled, ({ chosen, order }) => {
        expect(netOf(order)).toEqual(netOf(chosen));
      }),
    );
  });
});
