import { describe, expect, test } from '@jest/globals';
import { mentorsBetween, movesBetween, rolesBetween, type Move } from './moves.ts';
import type { LiveStay } from './wire-people.ts';

const movesOf = (stays: readonly LiveStay[]): Move[] => movesBetween([], stays) ?? [];

const stay = (more: Partial<LiveStay>): LiveStay => ({
  ...{ unit: 'U', post: 'CALL110', team: null, from: '2020-01-01', to: null, probation: false },
  ...more,
});

describe('a history of stays as recruitment is told it', () => {
  test('is a hire, then transfers, then a leave', () => {
    const told = movesOf([
      stay({ to: '2024-05-15' }),
      stay({ unit: 'V', from: '2024-05-16', to: '2024-05-31' }),
    ]);
    const place = { post: 'CALL110', team: null };
    expect(told).toEqual([
      { move: 'hire', trainee: false, unit: 'U', ...place, from: '2020-01-01' },
      { move: 'transfer', unit: 'V', ...place, from: '2024-05-16' },
      { move: 'leave', on: '2024-05-31' },
    ]);
  });

  test('has a new employment after a gap, and after the trainee time', () => {
    const moves = (second: Partial<LiveStay>, first: Partial<LiveStay> = {}) =>
      movesOf([stay({ to: '2024-05-15', ...first }), stay(second)]).map(({ move }) => move);
    expect(moves({ from: '2024-05-17' })).toEqual(['hire', 'leave', 'hire']);
    expect(moves({ from: '2024-05-16' }, { probation: true })).toEqual(['hire', 'leave', 'hire']);
    expect(moves({ from: '2024-05-16', unit: 'V' })).toEqual(['hire', 'transfer']);
  });

  test('has a new employment where a tier is named, and never another tier of one', () => {
    const first = stay({ to: '2024-05-15', tier: 5 });
    const told = movesOf([first, stay({ from: '2024-05-16', tier: 7 })]);
    expect(told.map((move) => ('tier' in move ? move.tier : move.move))).toEqual([5, 'leave', 7]);
    expect(movesBetween([first], [{ ...first, tier: 4 }])).toBeUndefined();
  });

  test('grows by what is told later', () => {
    const before = [stay({})];
    const after = [stay({ to: '2024-05-15' }), stay({ unit: 'V', from: '2024-05-16' })];
    expect(movesBetween(before, after)?.map(({ move }) => move)).toEqual(['transfer']);
    expect(movesBetween([], before)?.map(({ move }) => move)).toEqual(['hire']);
    expect(movesBetween(after, after)).toEqual([]);
  });

  test('is told again from the first day of another place on', () => {
    const before = [stay({ to: '2024-04-30' }), stay({ unit: 'V', from: '2024-05-01' })];
    const after = [
      stay({ to: '2024-03-31' }),
      stay({ unit: 'W', from: '2024-04-01', to: '2024-04-30' }),
      stay({ unit: 'V', from: '2024-05-01' }),
    ];
    const place = { post: 'CALL110', team: null };
    expect(movesBetween(before, after)).toEqual([
      { move: 'transfer', unit: 'W', ...place, from: '2024-04-01' },
      { move: 'transfer', unit: 'V', ...place, from: '2024-05-01' },
    ]);
    expect(movesBetween([stay({})], [stay({ team: 'B' })])).toEqual([
      { move: 'transfer', unit: 'U', post: 'CALL110', team: 'B', from: '2020-01-01' },
    ]);
  });

  test('has second posts beside it, by their first day', () => {
    const second = stay({ post: 'PATROL_STATION', from: '2024-01-01', share: 50 });
    const told = { post: 'PATROL_STATION', team: null, from: '2024-01-01', share: 50 };
    expect(movesBetween([stay({})], [stay({}), second])).toEqual([
      { move: 'second-post', unit: 'U', ...told, to: null },
    ]);
    const ended = { ...second, to: '2024-05-31' };
    expect(movesBetween([stay({}), second], [stay({}), ended])?.length).toBe(1);
    expect(movesBetween([stay({}), second], [stay({})])).toBeUndefined();
  });

  test('keeps the beginnings and ends that were told', () => {
    expect(movesBetween([stay({ to: '2024-05-15' })], [stay({})])).toBeUndefined();
    expect(movesBetween([stay({})], [stay({ from: '2020-01-02' })])).toBeUndefined();
    expect(movesBetween([stay({})], [stay({ probation: true })])).toBeUndefined();
    expect(movesBetween([stay({})], [])).toBeUndefined();
  });
});

describe('roles as recruitment is told them', () => {
  const master = { role: 'master', from: '2024-05-01', to: null };

  test('begin, and get an end', () => {
    const ended = { ...master, to: '2024-05-31' };
    expect(rolesBetween([], [master])).toEqual([{ move: 'role', ...master }]);
    expect(rolesBetween([master], [ended])).toEqual([{ move: 'role', ...ended }]);
    expect(rolesBetween([master], [master])).toEqual([]);
  });

  test('are not taken back', () => {
    expect(rolesBetween([master], [])).toBeUndefined();
    expect(rolesBetween([master], [{ ...master, from: '2024-05-02' }])).toBeUndefined();
  });
});

describe('mentors as recruitment is told them', () => {
  const mentor = { person: 'M', from: '2024-05-01', to: null };

  test('begin, and are followed by another one', () => {
    const ended = { ...mentor, to: '2024-05-31' };
    const next = { person: 'N', from: '2024-06-01', to: null };
    expect(mentorsBetween([mentor], [ended, next])).toEqual([
      { move: 'mentor', ...ended },
      { move: 'mentor', ...next },
    ]);
  });

  test('are not taken back', () => expect(mentorsBetween([mentor], [])).toBeUndefined());
});
