import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { MetricBook, type CountedFact } from '../metric/metric-book.ts';
import type { MetricDocument } from '../metric/metric-definition.ts';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import { RuleBook } from '../scheme/rule-book.ts';
import { SchemeBook } from '../scheme/scheme.ts';
import { openSheet } from '../score/open-sheet.ts';
import { IN_TIME } from './posting.ts';
import { foldEntries, TallySheet, type Entry } from './tally.ts';

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../../../schemes/${name}`, import.meta.url), 'utf8'));

const book = new MetricBook([read('metrics-1.yaml') as MetricDocument]);
const everyDay = { knows: () => true, isWorkingDay: () => true };
const schemes = new SchemeBook([read('rc-1.yaml') as SchemeDocument]);
const rules = new RuleBook(schemes, book, everyDay).of('2024-05');

const amountsByCode: Record<string, fc.Arbitrary<Record<string, number>>> = {
  'call.answered': fc.record({ answerMs: fc.integer({ min: 0, max: 60_000 }) }),
  'call.abandoned': fc.record({ ringMs: fc.integer({ min: 0, max: 60_000 }) }),
  'order.dispatched': fc.record({ callToDispatchMs: fc.integer({ min: 0, max: 600_000 }) }),
  'order.wrongConfirmed': fc.constant({}),
  'records.sampled': fc.record({ n: fc.integer({ min: 0, max: 50 }) }),
  A03: fc.record({ minutes: fc.integer({ min: 1, max: 30 }) }),
  B05: fc.constantFrom<Record<string, number>>({}, { points: 2 }, { points: 3 }),
  V03: fc.constant({}),
};

const anyFact: fc.Arbitrary<CountedFact> = fc
  .constantFrom(...Object.keys(amountsByCode))
  .chain((code) =>
    fc.record({
      code: fc.constant(code),
      officer: fc.constantFrom('o1', 'o2'),
      occurredAt: fc
        .integer({ min: 0, max: 40 * 86_400 })
        .map((second) => new Date(Date.UTC(2024, 4, 1) + second * 1000).toISOString()),
      amounts: amountsByCode[code] ?? fc.constant({}),
    }),
  );

const anyEntry: fc.Arbitrary<Entry> = fc.record({
  fact: anyFact,
  sign: fc.constantFrom<1 | -1>(1, -1),
  posted: fc.constantFrom(IN_TIME, 'r2', '2024-06'),
});

const bytes = (sheet: TallySheet): string => JSON.stringify(sheet.list());
const fold = (entries: readonly Entry[]): TallySheet => foldEntries(book, entries);

describe('the algebra of the fold (T21)', () => {
  test('fold(a ++ b) = merge(fold a, fold b)', () => {
    fc.assert(
      fc.property(fc.array(anyEntry), fc.array(anyEntry), (a, b) => {
        expect(bytes(fold(a).merge(fold(b)))).toBe(bytes(fold([...a, ...b])));
      }),
    );
  });

  test('any order and any cut give byte-equal tallies and sheets', () => {
    const stays = [
      { unit: 'U', post: 'CALL110', team: null, from: '2024-01-01', to: null, probation: false },
    ];
    const sheetOf = (sheet: TallySheet) => {
      const tallies = sheet.list().filter(({ officer }) => officer === 'o1');
      return JSON.stringify(openSheet({ officer: 'o1', period: '2024-05', tallies, rules, stays }));
    };
    fc.assert(
      fc.property(
        fc
          .array(anyEntry, { minLength: 1 })
          .chain((all) =>
            fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
          ),
        fc.integer({ min: 1, max: 7 }),
        ([all, shuffled], size) => {
          const whole = fold(all);
          const pieces = new TallySheet();
          for (let at = 0; at < shuffled.length; at += size) {
            pieces.merge(fold(shuffled.slice(at, at + size)));
          }
          expect(bytes(pieces)).toBe(bytes(whole));
          expect(sheetOf(pieces)).toBe(sheetOf(whole));
        },
      ),
    );
  });

  test('a fact and its reversal leave no trace', () => {
    fc.assert(
      fc.property(fc.array(anyEntry), anyEntry, (before, entry) => {
        const reversed: Entry = { ...entry, sign: entry.sign === 1 ? -1 : 1 };
        expect(bytes(fold([...before, entry, reversed]))).toBe(bytes(fold(before)));
        expect(bytes(fold([reversed, ...before, entry]))).toBe(bytes(fold(before)));
      }),
    );
  });
});

describe('what a fact counts', () => {
  const metricsOf = (code: string, amounts: Record<string, number>) =>
    book
      .deltasOf({ officer: 'o1', code, occurredAt: '2024-05-01T00:00:00.000Z', amounts })
      .map(({ metric, n }) => `${metric} ${n}`);

  test('10.000 s is within ten seconds, 10.001 s is not', () => {
    expect(metricsOf('call.answered', { answerMs: 10_000 })).toContain('calls.answered10s 1');
    expect(metricsOf('call.answered', { answerMs: 10_001 })).not.toContain('calls.answered10s 1');
  });

  test('only a hang-up under 10.000 s is a short one', () => {
    expect(metricsOf('call.abandoned', { ringMs: 9_999 })).toContain('calls.abandonedShort 1');
    expect(metricsOf('call.abandoned', { ringMs: 10_000 })).toEqual(['calls.offered 1']);
  });

  test('forged data are one veto under two codes', () => {
    expect(metricsOf('C03', {})).toEqual(['V08 1']);
    expect(metricsOf('V08', {})).toEqual(['V08 1']);
  });

  test.each([
    ['Z99', {}, 'UNKNOWN_FACT_CODE'],
    ['call.answered', {}, 'AMOUNT_MISSING'],
    ['B05', { points: 4 }, 'POINTS_OUT_OF_RANGE'],
    ['A03', { points: 1 }, 'POINTS_OUT_OF_RANGE'],
  ])('%s with %j is refused as %s', (code, amounts, refusal) => {
    expect(() => metricsOf(code, amounts)).toThrow(refusal);
  });

  test('an explanation knows which facts feed a metric', () => {
    expect(book.codesOf(['calls.answered10s', 'V08'], '2024-05-01')).toEqual([
      'C03',
      'V08',
      'call.answered',
      'calls.answered10s',
    ]);
  });
});
