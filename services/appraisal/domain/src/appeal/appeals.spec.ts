import { describe, expect, test } from '@jest/globals';
import { fold } from '@ywk/kernel';
import type { AppealEvent, MonthResult } from './appeal.events.ts';
import { appeals, type AppealCommand, type LodgeAsk } from './appeals.decider.ts';
import { holdingFinality } from './appeals.state.ts';
import type { RulingAsk } from './ruling.ts';

const name = { calendar: 'month', period: '2024-05', objection: 'x1' };
const self = { actor: 'a', officer: 'a' };
const papers = { statement: 'YY-1', evidence: ['REC-1'] };

const lodge = (over: Partial<LodgeAsk> = {}): AppealCommand => ({
  type: 'LodgeObjection',
  data: {
    ...{ ...name, ...papers, officer: 'a', unit: 'U', revision: 1 },
    ...{ about: 'FACT', fact: 'f1', code: null },
    ...{ windowUntil: '2024-06-07', onSheet: true, lodgedOn: '2024-06-07' },
    ...{ replyUntil: '2024-06-13', ...over },
  },
});

const withdraw: AppealCommand = {
  type: 'WithdrawObjection',
  data: { ...name, appellant: self, on: '2024-06-10' },
};

const appeal = (over: object = {}): AppealCommand => ({
  type: 'LodgeAppeal',
  data: {
    ...{ ...name, statement: 'SS-1', evidence: ['REC-2'], appellant: self },
    ...{ lodgedOn: '2024-07-02', decideUntil: '2024-08-13', ...over },
  },
});

const before: MonthResult = { total: 8956, grade: 'G3', level: 3, pay: 50000 };
const better: MonthResult = { total: 9030, grade: 'G2', level: 3, pay: 55000 };
const change = {
  ...{ fact: 'f1', code: 'D01', occurredAt: '2024-05-02T00:00:00.000Z', amounts: null },
  ...{ origin: { kind: 'manual' as const, source: 'desk', reference: null }, evidence: null },
};

const rule = (over: Partial<RulingAsk> = {}): AppealCommand => ({
  type: 'Rule',
  data: {
    ...{ ...name, ruling: 'r1', outcome: 'UPHELD', reason: 'WRONG_PERSON', document: 'CD-1' },
    ...{ changes: [change], appealUntil: '2024-07-02', seen: 'e1', rulings: 0 },
    effect: {
      ...{ etag: 'e1', revision: 2, before, after: better, displaced: 1, payDifference: 5000 },
    },
    ...{ ruler: { actor: 'r', officer: null }, on: '2024-06-11', bound: ['author', 'approver'] },
    ...{ noAggravation: true, put: null, ...over },
  },
});

const reject = (over: Partial<RulingAsk> = {}) =>
  rule({ outcome: 'REJECTED', changes: [], ...over });

const send = (...commands: AppealCommand[]): AppealEvent[] =>
  commands.reduce<AppealEvent[]>(
    (known, command) => [...known, ...appeals.decide(command, fold(appeals, known))],
    [],
  );

const statusAfter = (...commands: AppealCommand[]) =>
  fold(appeals, send(...commands)).get('x1')?.status;

describe('an objection', () => {
  test('is lodged until the last day of the window, once', () => {
    expect(send(lodge(), lodge()).map(({ type }) => type)).toEqual(['ObjectionLodged']);
  });

  test.each([
    ['a day late', { lodgedOn: '2024-06-08' }, 'OBJECTION_LATE'],
    ['without any window', { windowUntil: null }, 'OBJECTION_LATE'],
    ['about what is not on the sheet', { onSheet: false }, 'NOT_ON_SHEET'],
  ])('is refused %s', (_, over, code) => {
    expect(() => send(lodge(over))).toThrow(code);
  });

  test('stands once for the same fact while it is open', () => {
    expect(() => send(lodge(), lodge({ objection: 'x2' }))).toThrow('OBJECTION_OPEN');
    expect(send(lodge(), withdraw, lodge({ objection: 'x2' }))).toHaveLength(3);
    expect(send(lodge(), lodge({ objection: 'x2', fact: 'f2' }))).toHaveLength(2);
    expect(send(lodge(), lodge({ objection: 'x2', officer: 'b' }))).toHaveLength(2);
    expect(() => send(lodge(), lodge({ statement: 'YY-2' }))).toThrow('ID_REUSED');
  });

  test('is withdrawn by the appellant alone, while nobody has answered', () => {
    expect(statusAfter(lodge(), withdraw)).toBe('WITHDRAWN');
    expect(send(lodge(), withdraw, withdraw)).toHaveLength(2);
    const another = {
      ...withdraw,
      data: { ...withdraw.data, appellant: { ...self, officer: 'b' } },
    };
    expect(() => send(lodge(), another as AppealCommand)).toThrow('OBJECTION_UNKNOWN');
    expect(() => send(lodge(), rule(), withdraw)).toThrow('OBJECTION_NOT_OPEN');
  });
});

describe('a ruling', () => {
  test('is made by somebody else, once', () => {
    expect(statusAfter(lodge(), rule())).toBe('RULED');
    expect(send(lodge(), rule(), rule())).toHaveLength(2);
    expect(() => send(lodge(), rule(), rule({ ruling: 'r2' }))).toThrow('OBJECTION_NOT_OPEN');
    expect(() => send(rule())).toThrow('OBJECTION_UNKNOWN');
  });

  test.each([
    ['the appellant', { ruler: { actor: 'a', officer: 'a' } }, 'SAME_PERSON'],
    ['who approved the grades', { ruler: { actor: 'approver', officer: null } }, 'SAME_PERSON'],
    ['naming another preview', { seen: 'e0' }, 'PREVIEW_STALE'],
    ['with an effect from before another ruling', { rulings: 1 }, 'PREVIEW_STALE'],
    ['upholding nothing', { changes: [] }, 'RULING_INVALID'],
    ['rejecting with changes', { outcome: 'REJECTED' as const }, 'RULING_INVALID'],
  ])('is refused by or when %s', (_, over, code) => {
    expect(() => send(lodge(), rule(over))).toThrow(code);
  });

  test.each([
    ['total', { ...before, total: 8955 }],
    ['level', { ...before, level: 4 as const }],
    ['pay', { ...before, pay: 49999 }],
    ['total', null],
  ])('never lowers the appellant: %s', (what, after) => {
    const effect = {
      ...{ etag: 'e1', revision: 2, displaced: 0, payDifference: 0 },
      before,
      after,
    };
    expect(() => send(lodge(), rule({ effect }))).toThrow('AGGRAVATION');
    expect(() => send(lodge(), rule({ effect }))).toThrow(what);
    expect(statusAfter(lodge(), rule({ effect, noAggravation: false }))).toBe('RULED');
  });
});

describe('a ruling on a year', () => {
  const put = {
    ...{ grade: 'EXCELLENT' as const, leaders: null, votes: null },
    ...{ held: false, aboveCeiling: false },
  };
  const [competent, excellent] = (['COMPETENT', 'EXCELLENT'] as const).map(
    (grade): MonthResult => ({ total: 9000, grade, level: null, pay: 0 }),
  );
  const rest = { etag: 'e1', revision: 2, displaced: 1, payDifference: 0 };
  const effect = { ...rest, before: competent ?? null, after: excellent ?? null };
  const ofYear = (over: Partial<RulingAsk> = {}) => rule({ changes: [], put, effect, ...over });

  test('is told beside what it puts right, which the objection then shows', () => {
    const all = send(lodge(), ofYear());
    expect(all.map(({ type }) => type)).toEqual(['ObjectionLodged', 'RulingMade', 'YearPutRight']);
    expect(all.at(-1)?.data).toMatchObject({ officer: 'a', revision: 2, grade: 'EXCELLENT' });
    expect(all.at(-2)?.data).not.toHaveProperty('put');
    const right = { grade: 'EXCELLENT', leaders: null, votes: null };
    expect(fold(appeals, all).get('x1')).toMatchObject({ status: 'RULED', rulings: [{ right }] });
  });

  test.each([
    ['above the ceiling', { put: { ...put, aboveCeiling: true } }, 'SEAT_ABOVE_CEILING'],
    [
      'to a worse grade',
      { effect: { ...effect, before: effect.after, after: effect.before } },
      'AGGRAVATION',
    ],
    ['with what a rejection puts right', { outcome: 'REJECTED' as const }, 'RULING_INVALID'],
    ['upholding nothing', { put: null }, 'RULING_INVALID'],
  ])('is refused %s', (_, over, code) => {
    expect(() => send(lodge(), ofYear(over))).toThrow(code);
  });
});

describe('the second instance', () => {
  test('is asked within its time and has the last word, by another ruler', () => {
    expect(statusAfter(lodge(), reject(), appeal())).toBe('APPEALED');
    const second = rule({ ruling: 'r2', rulings: 1 });
    expect(() => send(lodge(), reject(), appeal(), second)).toThrow('SAME_PERSON');
    const bureau = rule({ ruling: 'r2', rulings: 1, ruler: { actor: 'bureau', officer: null } });
    const all = send(lodge(), reject(), appeal(), appeal(), bureau);
    expect(all.at(-1)?.data).toMatchObject({ instance: 2, appealUntil: null });
    expect(fold(appeals, all).get('x1')?.status).toBe('DECIDED');
    expect(() => send(lodge(), reject(), appeal(), bureau, appeal({ statement: 'N' }))).toThrow(
      'OBJECTION_NOT_OPEN',
    );
  });

  test.each([
    ['late', { lodgedOn: '2024-07-03' }, 'OBJECTION_LATE'],
    ['where there is none', { decideUntil: null }, 'NO_SECOND_INSTANCE'],
    ['by another', { appellant: { actor: 'b', officer: 'b' } }, 'OBJECTION_UNKNOWN'],
  ])('is refused %s', (_, over, code) => {
    expect(() => send(lodge(), reject(), appeal(over))).toThrow(code);
  });

  test('is refused before the unit has answered', () => {
    expect(() => send(lodge(), appeal())).toThrow('OBJECTION_NOT_OPEN');
  });

  test('keeps a month from being final only where it suspends', () => {
    const at = (...commands: AppealCommand[]) => fold(appeals, send(...commands));
    expect(holdingFinality(at(lodge()), false)).toHaveLength(1);
    expect(holdingFinality(at(lodge(), reject()), true)).toHaveLength(0);
    expect(holdingFinality(at(lodge(), reject(), appeal()), false)).toHaveLength(0);
    expect(holdingFinality(at(lodge(), reject(), appeal()), true)).toHaveLength(1);
  });
});
