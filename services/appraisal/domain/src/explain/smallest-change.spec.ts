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
import { sheetOn, type MonthGround } from './ground.ts';
import { placeAmong } from './peers.ts';
import { changedTallies, smallestChange, type SmallestChange } from './smallest-change.ts';

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../../../schemes/${name}`, import.meta.url), 'utf8'));

const metrics = new MetricBook([read('metrics-1.yaml') as MetricDocument]);
const calendar: WorkingCalendar = { knows: () => true, isWorkingDay: () => true };
const book = new RuleBook(new SchemeBook([read('rc-1.yaml') as SchemeDocument]), metrics, calendar);
const rules = book.of('2024-05');

const day = '2024-05-17';
type Sums = Readonly<Record<string, number>>;

const groundOf = (sums: Sums, over: Partial<MonthGround> = {}): MonthGround => ({
  ...{ officer: 'A01', period: '2024-05', rules, adjustments: [] },
  tallies: Object.entries(sums).map(([metric, n]) => ({ day, metric, n })),
  stays: [
    {
      ...{ unit: 'U', post: 'CALL110', team: 'A', probation: false },
      ...{ from: '2024-05-01', to: null },
    },
  ],
  cohorts: new Map([['A|C5', '1450']]),
  ...over,
});

const W1: Sums = {
  'calls.offered': 1520,
  'calls.abandonedShort': 8,
  'calls.answered': 1508,
  'calls.answered10s': 1462,
  'orders.dispatched': 640,
  'orders.wrongConfirmed': 9,
  'records.sampled': 40,
  'records.passed': 39,
  'callbacks.effective': 200,
  'callbacks.satisfied': 196,
  A03: 1,
  B06: 1,
};

const smallest = (ground: MonthGround): SmallestChange | null =>
  smallestChange(ground, sheetOn(ground), metrics);

const none: SmallestChange = {
  ...{ metric: '', label: { zh: '', en: '' }, stated: null, n: 0, day },
  ...{ before: { total: null, grade: null }, after: { total: null, grade: null } },
};

const gradeWith = (ground: MonthGround, change: SmallestChange, n: number): string | null => {
  const { metric, stated, day: on } = change;
  const sign = change.n < 0 ? (-1 as const) : (1 as const);
  const tallies = changedTallies(ground, { metric, stated, sign, day: on }, n);
  return sheetOn({ ...ground, tallies }).grade;
};

describe('the smallest change', () => {
  test('of W1 is one lateness less: 88.85 → 91.85, G2', () => {
    expect(smallest(groundOf(W1))).toMatchObject({
      ...{ metric: 'A03', n: -1, label: { zh: '迟到早退不超过30分钟' } },
      before: { total: 8885, grade: 'G3' },
      after: { total: 9185, grade: 'G2' },
    });
  });

  test('equally small ones go by the order of the scheme', () => {
    // Nothing was deducted and no rate moves far by one fact: B01 and B03 both bring 5 points.
    const full = { A03: 0, B06: 0, 'records.passed': 40, 'callbacks.satisfied': 200 };
    const ground = groundOf({ ...W1, ...full, 'orders.wrongConfirmed': 20 });
    expect(sheetOn(ground).total).toBe(8682);
    expect(gradeWith(ground, { ...none, metric: 'B03', n: 1 }, 1)).toBe('G2');
    expect(smallest(ground)).toMatchObject({ metric: 'B01', n: 1 });
  });

  test('is null at the best grade, in the trainee time and without a stay', () => {
    const best = groundOf({ ...W1, A03: 0, B01: 2 });
    expect(sheetOn(best).grade).toBe('G1');
    expect(smallest(best)).toBeNull();
    const [stay] = best.stays;
    const trainee = stay === undefined ? [] : [{ ...stay, probation: true }];
    expect(smallest(groundOf(W1, { stays: trainee }))).toBeNull();
    expect(smallest(groundOf(W1, { stays: [] }))).toBeNull();
  });

  test('of a vetoed month is the veto', () => {
    expect(smallest(groundOf({ ...W1, V03: 2 }))).toMatchObject({
      ...{ metric: 'V03', n: -2 },
      before: { grade: 'VETO' },
      after: { grade: 'G3' },
    });
  });

  test('takes the points that a fact states along with it', () => {
    // The bonus is full, and one of four failures to report cost 10 points.
    const full = { 'records.passed': 40, 'callbacks.satisfied': 200, A03: 0, B01: 2 };
    const ground = groundOf({ ...W1, ...full, D06: 4, 'D06@10': 1 });
    expect(sheetOn(ground)).toMatchObject({ total: 9146, grade: 'G2' });
    expect(smallest(ground)).toMatchObject({
      ...{ metric: 'D06', stated: 10, n: -1 },
      after: { total: 10146, grade: 'G1' },
    });
  });
});

const GRADES = ['G1', 'G2', 'G3', 'G4', 'G5', 'VETO', 'CANCELLED'];
const better = (a: string | null, b: string | null): boolean =>
  Math.min(5, GRADES.indexOf(a ?? '')) < Math.min(5, GRADES.indexOf(b ?? ''));

const some = (max: number) => fc.integer({ min: 0, max });

/** A month whose numerators lie within their denominators. */
const anyMonth = fc
  .record({
    ...{ offered: some(2000), slow: some(200), wrong: some(30), dispatched: some(800) },
    ...{ sampled: some(60), flawed: some(6), called: some(200), unhappy: some(20) },
    events: fc.dictionary(
      fc.constantFrom('A01', 'A03', 'D01', 'D06', 'T01', 'C02', 'B06'),
      some(4),
    ),
  })
  .map(({ offered, slow, wrong, dispatched, sampled, flawed, called, unhappy, events }): Sums => ({
    ...{ 'calls.offered': offered, 'calls.answered': offered },
    'calls.answered10s': Math.max(0, offered - slow),
    ...{ 'orders.dispatched': dispatched, 'orders.wrongConfirmed': Math.min(dispatched, wrong) },
    ...{ 'records.sampled': sampled, 'records.passed': Math.max(0, sampled - flawed) },
    ...{ 'callbacks.effective': called, 'callbacks.satisfied': Math.max(0, called - unhappy) },
    ...events,
  }));

describe('whatever the month', () => {
  test('with the change the grade moves up, with one less it does not', () =>
    fc.assert(
      fc.property(anyMonth, (sums) => {
        const ground = groundOf(sums);
        const { grade } = sheetOn(ground);
        const found = smallest(ground);
        if (found === null) return;
        const n = Math.abs(found.n);
        expect(better(gradeWith(ground, found, n), grade)).toBe(true);
        expect(gradeWith(ground, found, n)).toBe(found.after.grade);
        expect(better(gradeWith(ground, found, n - 1), grade)).toBe(false);
      }),
      { numRuns: 25 },
    ));

  test('no other single metric moves it with fewer facts', () =>
    fc.assert(
      fc.property(anyMonth, (sums) => {
        const ground = groundOf(sums);
        const { grade } = sheetOn(ground);
        const found = smallest(ground);
        const fewer = Math.min(12, found === null ? 12 : Math.abs(found.n) - 1);
        const names = new Set([
          ...Object.keys(W1),
          ...Object.keys(sums),
          'B01',
          'B03',
          'A07',
          'D01',
        ]);
        for (const metric of names) {
          for (const sign of [1, -1] as const) {
            const most = sign > 0 ? fewer : Math.min(fewer, sums[metric] ?? 0);
            for (let n = 1; n <= most; n += 1) {
              const change = { metric, stated: null, sign, day };
              const tallies = changedTallies(ground, change, n);
              const after = sheetOn({ ...ground, tallies }).grade;
              expect({ metric, n, sign, better: better(after, grade) }).toMatchObject({
                better: false,
              });
            }
          }
        }
      }),
      { numRuns: 8 },
    ));
});

describe('a place among peers', () => {
  test('is told from five on, ties share it, the best is first', () => {
    expect(placeAmong(8885, [9000, 8885, 8885, 7000])).toBeNull();
    expect(placeAmong(8885, [9000, 8885, 8885, 7000, 6000])).toEqual({ place: 2, n: 5 });
    expect(placeAmong(9000, [9000, 8885, 8885, 7000, 6000])).toEqual({ place: 1, n: 5 });
    expect(placeAmong(null, [1, 2, 3, 4, 5])).toBeNull();
  });
});
