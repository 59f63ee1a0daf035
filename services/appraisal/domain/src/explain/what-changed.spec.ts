import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { WorkingCalendar } from '@ywk/kernel';
import fc from 'fast-check';
import { parse } from 'yaml';
import { MetricBook } from '../metric/metric-book.ts';
import type { MetricDocument } from '../metric/metric-definition.ts';
import { RuleBook } from '../scheme/rule-book.ts';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import { SchemeBook } from '../scheme/scheme.ts';
import type { Stay } from '../stay/stays.ts';
import { sheetOn, type KnownFact, type MonthGround } from './ground.ts';
import { talliesOfFacts, whatChanged, type Known } from './what-changed.ts';

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../../../schemes/${name}`, import.meta.url), 'utf8'));

const scheme = read('rc-1.yaml') as SchemeDocument;
const metrics = new MetricBook([read('metrics-1.yaml') as MetricDocument]);
const calendar: WorkingCalendar = { knows: () => true, isWorkingDay: () => true };
const rulesOf = (document: SchemeDocument) =>
  new RuleBook(new SchemeBook([document]), metrics, calendar).of('2024-05');

const call110: Stay = {
  ...{ unit: 'U', post: 'CALL110', team: 'A', probation: false },
  ...{ from: '2024-05-01', to: null },
};

let pos = 0;
const fact = (code: string, sign: 1 | -1 = 1, over: Partial<KnownFact> = {}): KnownFact => ({
  ...{ officer: 'o', code, amounts: {}, fact: code, sign, posted: '', evidence: null },
  ...{ occurredAt: '2024-05-17T02:00:00.000Z', day: '2024-05-17', origin: {} },
  source: { log: 'l', partition: 1, pos: (pos += 1), eventId: `e${pos}`, recordedAt: '' },
  ...over,
});

const known = (facts: readonly KnownFact[], over: Partial<MonthGround> = {}): Known => {
  const ground: MonthGround = {
    ...{ officer: 'o', period: '2024-05', rules: rulesOf(scheme), stays: [call110] },
    ...{ tallies: talliesOfFacts(metrics, facts), cohorts: new Map(), adjustments: [] },
    ...over,
  };
  return { ground, sheet: sheetOn(ground), facts, metrics };
};

const answered = (n: number) => fact('calls.answered', 1, { amounts: { n } });
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

describe('what changed', () => {
  const late = fact('A03');
  const base = [answered(100), fact('records.sampled', 1, { amounts: { n: 40 } }), late];

  test('nothing, where nothing came', () => {
    const then = known(base);
    expect(whatChanged(then, then)).toMatchObject({ points: 0, changes: [] });
  });

  test('facts are told by code, what was recorded and what was taken back', () => {
    const then = known(base);
    const now = known([...base, fact('A03', -1), fact('D01'), fact('D01')]);
    expect(whatChanged(then, now)).toMatchObject({
      points: 100,
      changes: [
        { kind: 'FACTS', code: 'A03', recorded: 0, reversed: 1, points: 300 },
        { kind: 'FACTS', code: 'D01', recorded: 2, reversed: 0, points: -200 },
      ],
    });
  });

  test('a transfer, a version, a cohort value and late facts each stand for themselves', () => {
    const heavier = { ...scheme, version: 2, bonus: { ...scheme.bonus, cap: 1 } };
    const praised = [...base, fact('B01')];
    const then = known(praised);
    const now = known([...praised, fact('A03', 1, { posted: '2024-05', day: '2024-04-30' })], {
      stays: [{ ...call110, team: 'B' }],
      rules: rulesOf(heavier),
      cohorts: new Map([['B|C5', '100']]),
      adjustments: [{ originPeriod: '2024-04', points: -300 }],
    });
    const { changes, points } = whatChanged(then, now);
    expect(changes.map(({ kind }) => kind)).toEqual(['PLACEMENT', 'RULES', 'COHORT', 'LATE']);
    expect(changes[1]).toMatchObject({ before: 'rc-1@1, metrics@1', after: 'rc-1@2, metrics@1' });
    expect(changes[1]?.points).toBe(-400);
    expect(changes[3]).toMatchObject({ originPeriod: '2024-04', points: -300 });
    expect(sum(changes.map((change) => change.points))).toBe(points);
  });

  test('a role stands for itself', () => {
    const roles = scheme.roles.map((each) => ({ ...each, coefficient: '1.25' }));
    const calls = scheme.posts['CALL110']?.map((each) => ({ ...each, roles: ['master'] })) ?? [];
    const masters = { ...scheme, roles, posts: { ...scheme.posts, CALL110: calls } };
    const facts = [...base, fact('records.passed', 1, { amounts: { n: 39 } })];
    const master = { role: 'master', from: '2024-05-01', to: null };
    const then = known(facts, { rules: rulesOf(masters) });
    const now = known(facts, { rules: rulesOf(masters), roles: [master] });
    const found = whatChanged(then, now);
    expect(found.points).toBeGreaterThan(0);
    const told = { kind: 'ROLES', before: [], after: [master], points: found.points };
    expect(found.changes).toEqual([told]);
  });

  test('what the close holds fast against later words is told as such', () => {
    const then = known(base);
    const open = known(base);
    const closed = { ...open, sheet: { ...open.sheet, total: (open.sheet.total ?? 0) + 7 } };
    expect(whatChanged(then, closed).changes).toEqual([{ kind: 'CLOSED', points: 7 }]);
  });

  test('the points add up from then to now, whatever came', () => {
    const codes = fc.array(fc.constantFrom('A01', 'A03', 'D01', 'C02', 'B01', 'B06', 'D07'), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(codes, codes, fc.boolean(), (first, later, moved) => {
        const before = [answered(10), ...first.map((code) => fact(code))];
        const after = [...before, ...later.map((code) => fact(code))];
        const stays = moved ? [] : [call110];
        const found = whatChanged(known(before, { stays }), known(after));
        expect(sum(found.changes.map(({ points }) => points))).toBe(found.points);
        expect(found.points).toBe((found.now.total ?? 0) - (found.then.total ?? 0));
      }),
      { numRuns: 40 },
    );
  });
});
