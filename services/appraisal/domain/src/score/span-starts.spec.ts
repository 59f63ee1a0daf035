import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { addDays } from '@ywk/kernel';
import { MetricBook } from '../metric/metric-book.ts';
import type { MetricDocument } from '../metric/metric-definition.ts';
import { RuleBook } from '../scheme/rule-book.ts';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import { SchemeBook } from '../scheme/scheme.ts';
import type { Stay } from '../stay/stays.ts';
import type { Tally } from '../tally/tally.ts';
import { openSheet } from './open-sheet.ts';
import { LEAVE_DAYS } from './ruled-stays.ts';
import { spanStarts } from './span-starts.ts';
import type { HeldRole } from './stretch.ts';

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../../../schemes/${name}`, import.meta.url), 'utf8'));

const everyDay = { knows: () => true, isWorkingDay: () => true };
const rules = new RuleBook(
  new SchemeBook([read('rc-1.yaml') as SchemeDocument]),
  new MetricBook([read('metrics-1.yaml') as MetricDocument]),
  everyDay,
).of('2024-05');

type Sum = Pick<Tally, 'day' | 'metric' | 'n'>;

const APRIL = '2024-04-20';
const day = fc.integer({ min: 0, max: 50 }).map((at) => addDays(APRIL, at));

const sum: fc.Arbitrary<Sum> = fc.record({
  day: fc.integer({ min: 0, max: 30 }).map((at) => addDays('2024-05-01', at)),
  metric: fc.constantFrom(LEAVE_DAYS, 'calls.answered', 'calls.offered', 'A03', 'B05', 'D01'),
  n: fc.integer({ min: -2, max: 9 }),
});

/** Posts one after the other, and perhaps a second one beside them. */
const stays: fc.Arbitrary<Stay[]> = fc
  .record({
    days: fc.uniqueArray(day, { minLength: 1, maxLength: 4 }),
    posts: fc.array(fc.constantFrom('CALL110', 'PATROL'), { minLength: 4, maxLength: 4 }),
    second: fc.option(fc.tuple(day, fc.option(fc.integer({ min: 0, max: 20 })))),
  })
  .map(({ days, posts, second }) => {
    const place = { unit: 'U', team: null, probation: false };
    const starts = [...days].sort();
    const main = starts.map((from, at): Stay => {
      const next = starts[at + 1];
      const to = next === undefined ? null : addDays(next, -1);
      return { ...place, post: posts[at] ?? 'PATROL', from, to };
    });
    if (second === null) return main;
    const [from, length] = second;
    const to = length === null ? null : addDays(from, length);
    return [...main, { ...place, post: 'CALL110', from, to, share: 40 }];
  });

const roles: fc.Arbitrary<HeldRole[]> = fc.array(
  fc.record({ role: fc.constantFrom('SHIFT_LEADER', 'MENTOR'), from: day, to: fc.constant(null) }),
  { maxLength: 2 },
);

const MONTH = '2024-05';

/** As a table would sum them: a span on its first day, days of leave apart. */
const summed = (sums: readonly Sum[], starts: readonly string[], apart = LEAVE_DAYS): Sum[] => {
  const found = new Map<string, Sum>();
  for (const { day: on, metric, n } of sums) {
    const start = starts.findLast((each) => each <= on) ?? '';
    const at = metric === apart ? on : start;
    const key = `${at} ${metric}`;
    found.set(key, { day: at, metric, n: (found.get(key)?.n ?? 0) + n });
  }
  return [...found.values()];
};

/** One sum a day and metric, as tallies are kept. */
const byDay = (sums: readonly Sum[]): Sum[] =>
  summed(sums, [...new Set(sums.map((s) => s.day))].sort());

describe('spans of a month', () => {
  test('begin with it, and where stays and roles begin or have ended', () => {
    const stay = { from: '2024-05-10', to: '2024-05-19' };
    const role = { role: 'MENTOR', from: '2024-04-01', to: '2024-05-31' };
    expect(spanStarts(rules.days, [stay], [role])).toEqual([
      '2024-05-01',
      '2024-05-10',
      '2024-05-20',
    ]);
  });

  test('summed up give the sheet that their days give', () => {
    fc.assert(
      fc.property(fc.array(sum, { maxLength: 40 }), stays, roles, (sums, own, held) => {
        const input = { officer: 'o', period: MONTH, rules, stays: own, roles: held };
        const days = byDay(sums);
        const spans = summed(days, spanStarts(rules.days, own, held));
        const sheetOf = (tallies: Sum[]) => JSON.stringify(openSheet({ ...input, tallies }));
        expect(sheetOf(spans)).toBe(sheetOf(days));
      }),
      { numRuns: 300 },
    );
  });

  test('are not enough for leave: two days of it on one day are one', () => {
    const place = { unit: 'U', post: 'CALL110', team: null, probation: false };
    const own: Stay[] = [
      { ...place, from: '2024-01-01', to: '2024-05-06' },
      { ...place, post: 'PATROL', from: '2024-05-07', to: null },
    ];
    const days = ['2024-05-01', '2024-05-02'].map((on) => ({ day: on, metric: LEAVE_DAYS, n: 1 }));
    const spans = summed(days, spanStarts(rules.days, own, []), '');
    const sheetOf = (tallies: Sum[]) =>
      JSON.stringify(openSheet({ officer: 'o', period: MONTH, rules, stays: own, tallies }));
    expect(sheetOf(spans)).not.toBe(sheetOf(days));
  });
});
