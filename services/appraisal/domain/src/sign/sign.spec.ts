import { describe, expect, test } from '@jest/globals';
import { fold, monthBounds, monthOf, type WorkingCalendar } from '@ywk/kernel';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import { earlySigns, type SignGround } from './early-signs.ts';
import type { EffectAhead, SignFact } from './sign.ts';
import { leaderMaySee, signDecider, type SignEvent } from './sign.decider.ts';
import { RC1_SIGNS } from './sign-rules.ts';

const facts = (...all: readonly (readonly [string, string])[]): SignFact[] =>
  all.map(([code, day], at) => ({ fact: `${code}-${at}`, code, day }));
const cited: EffectAhead = {
  ...{ clause: 'D08', effect: 'CANCELLED', codes: ['D08'], atLeast: 3, rule: '/effects/9' },
  label: { zh: '当月考核取消', en: 'Month cancelled' },
};
const NOTHING = { day: '2024-05-20', facts: [], effects: [cited], grade: null };
const signs = (more: Partial<SignGround>) => {
  const ground = { ...NOTHING, ...more };
  const period = monthOf(ground.day);
  return earlySigns({ ...ground, month: { period, ...monthBounds(period) } }, RC1_SIGNS);
};
const kinds = (more: Partial<SignGround>) => signs(more).map(({ kind }) => kind);

describe('small findings that repeat', () => {
  const three = facts(['A03', '2024-04-22'], ['A01', '2024-05-02'], ['A03', '2024-05-19']);

  test('are told with the third of a group within thirty days, from its day', () => {
    expect(signs({ facts: three.slice(0, 2) })).toEqual([]);
    expect(signs({ facts: three })).toMatchObject([
      {
        ...{ id: 'REPEATED/0/A03-0', kind: 'REPEATED', since: '2024-05-19' },
        ...{ rule: '/decisions/signs/repeats/0', facts: ['A03-0', 'A01-1', 'A03-2'] },
      },
    ]);
  });

  test('of another group, or farther apart, are none', () => {
    expect(kinds({ facts: [...three.slice(0, 2), ...facts(['D01', '2024-05-19'])] })).toEqual([]);
    expect(kinds({ facts: three, day: '2024-05-21' })).toEqual(['REPEATED']);
    expect(kinds({ facts: three, day: '2024-05-22' })).toEqual([]);
  });

  test('whatever order they are told in', () => {
    expect(signs({ facts: [...three].reverse() })).toEqual(signs({ facts: three }));
  });
});

describe('absence', () => {
  const away = (...days: readonly string[]) => facts(...days.map((day) => ['A05', day] as const));

  test('is told with the third day in a row, and the seventh of a year', () => {
    expect(kinds({ facts: away('2024-05-01', '2024-05-02') })).toEqual([]);
    expect(kinds({ facts: away('2024-05-01', '2024-05-02', '2024-05-03') })).toEqual([
      'ABSENCE_RUN',
    ]);
    expect(kinds({ facts: away('2024-05-01', '2024-05-02', '2024-05-02') })).toEqual([]);
    const apart = [1, 3, 5, 7, 9, 11, 13].map((day) => `2024-0${(day % 5) + 1}-1${day % 9}`).sort();
    expect(kinds({ facts: away(...apart) })).toEqual(['ABSENCE_YEAR']);
    expect(kinds({ facts: away('2023-12-30', '2023-12-31', '2024-01-01') })).toEqual([]);
  });
});

describe('a threshold that is about to be crossed', () => {
  test('is told one fact before', () => {
    const cites = (n: number) =>
      facts(...Array.from({ length: n }, (_, at) => ['D08', `2024-05-0${at + 1}`] as const));
    expect(kinds({ facts: cites(1) })).toEqual([]);
    expect(signs({ facts: cites(2) })).toMatchObject([
      { kind: 'EFFECT', since: '2024-05-02', inputs: { count: 2, atLeast: 3 } },
    ]);
    expect(kinds({ facts: cites(3) })).toEqual([]);
    expect(kinds({ facts: cites(2), day: '2024-06-01' })).toEqual([]);
  });

  test('of a grade is told from mid-month on, two points above it', () => {
    const at = (total: number, day = '2024-05-15') =>
      kinds({ day, grade: { grade: 'G2', total, endsAt: 9000 } });
    expect([at(9200), at(9201), at(9000), at(8999)]).toEqual([['GRADE'], [], ['GRADE'], []]);
    expect(at(9200, '2024-05-14')).toEqual([]);
    expect(kinds({ grade: { grade: 'G5', total: 100, endsAt: 0 } })).toEqual([]);
  });
});

describe('who reads a sign', () => {
  const sign = { id: 's', since: '2024-05-17' };
  const calendar: WorkingCalendar = {
    knows: (day) => day.startsWith('2024'),
    isWorkingDay: (day) => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 !== 0,
  };
  const may = (today: string, events: readonly SignEvent[] = []) =>
    leaderMaySee(sign, fold(signDecider, events), { rules: RC1_SIGNS, calendar, today });
  const kept = { officer: 'o', sign: 's', kind: 'REPEATED' as const, since: sign.since };
  const seen: SignEvent = {
    type: 'SignSeen',
    data: { ...kept, says: { zh: '甲', en: 'a' }, facts: [] },
  };

  test('is the officer first: a leader once it was seen, or after three working days', () => {
    // Friday the 17th: Monday, Tuesday and Wednesday are the officer's.
    expect([may('2024-05-17'), may('2024-05-22'), may('2024-05-23')]).toEqual([
      ...[false, false, true],
    ]);
    expect(may('2024-05-17', [seen])).toBe(true);
    expect(may('2025-06-01')).toBe(false);
  });

  test('sees and acknowledges it once; what it said is kept', () => {
    const early = signs({
      facts: facts(...(['1', '2', '3'].map((d) => ['D01', `2024-05-0${d}`]) as [string, string][])),
    });
    const see = { type: 'SeeSigns' as const, data: { officer: 'o', signs: early } };
    const events = signDecider.decide(see, signDecider.initialState);
    expect(events).toHaveLength(1);
    const state = fold(signDecider, events);
    expect(signDecider.decide(see, state)).toEqual([]);
    const say = (id: string) => ({
      type: 'AcknowledgeSign' as const,
      data: { officer: 'o', sign: id },
    });
    const [first] = early;
    const done = signDecider.decide(say(first?.id ?? ''), state);
    expect(done.map(({ type }) => type)).toEqual(['SignAcknowledged']);
    const after = fold(signDecider, [...events, ...done]);
    expect(signDecider.decide(say(first?.id ?? ''), after)).toEqual([]);
    expect([...after.values()]).toMatchObject([{ says: first?.says, acknowledged: true }]);
    expect(() => signDecider.decide(say('none'), state)).toThrow('SIGN_UNSEEN');
  });
});

test('RC-1 carries what holds where a scheme says nothing', () => {
  const path = new URL('../../../schemes/rc-1.yaml', import.meta.url);
  const scheme = parse(readFileSync(path, 'utf8')) as SchemeDocument;
  expect(scheme.decisions?.signs).toEqual(RC1_SIGNS);
});
