import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LatePolicy } from '../period/period-rules.ts';
import {
  IGNORED,
  IN_TIME,
  isMonthPosting,
  marksOf,
  OUTSIDE_HORIZON,
  postingOf,
  postingsUpTo,
  type Mark,
  type Posting,
} from './posting.ts';

const marked = (marks: Readonly<Record<string, string>>, more: Partial<Posting> = {}): Posting => ({
  marks: marksOf(
    Object.entries(marks).map(([period, mark]) => ({
      period,
      revision: Number.parseInt(mark, 10),
      final: mark.endsWith('!'),
    })),
  ),
  ...{ horizonMonths: 12, lateEvent: 'ADJUST_NEXT', ruled: false },
  ...more,
});

const year = (first: string, months: number): string[] =>
  Array.from({ length: months }, (_, at) => {
    const [name = '', month = ''] = first.split('-');
    const number = Number(name) * 12 + Number(month) - 1 + at;
    return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;
  });

const finals = (months: readonly string[]) =>
  Object.fromEntries(months.map((month) => [month, '1!']));

describe('a fact of a month', () => {
  test.each([
    ['that has no marker counts in time', {}, IN_TIME],
    ['after the cut-off counts in revision 2', { '2024-05': '1' }, 'r2'],
    ['after revision 2 counts in revision 3', { '2024-05': '2' }, 'r3'],
    ['that is final adjusts the next one', { '2024-05': '1!' }, '2024-06'],
    [
      'that is final adjusts the earliest month that was not cut off',
      { '2024-05': '1!', '2024-06': '1' },
      '2024-07',
    ],
  ])('%s', (_what, marks, posted) => {
    expect(postingOf('2024-05', marked(marks))).toBe(posted);
  });

  test('adjusts over the turn of a year, and is in time in a month behind a final one', () => {
    expect(postingOf('2024-12', marked({ '2024-12': '1!' }))).toBe('2025-01');
    expect(postingOf('2024-06', marked({ '2024-05': '1!' }))).toBe(IN_TIME);
  });

  test('that follows a ruling counts in the next revision, final or not, however old', () => {
    const old = finals(year('2022-01', 30));
    expect(postingOf('2022-01', marked(old, { ruled: true }))).toBe('r2');
    expect(postingOf('2022-01', marked(old))).toBe(OUTSIDE_HORIZON);
  });

  test.each<[LatePolicy, string]>([
    ['ADJUST_NEXT', '2024-06'],
    ['REOPEN', 'r3'],
    ['IGNORE_SCORE', IGNORED],
  ])('that is final is posted by %s as %s', (lateEvent, posted) => {
    expect(postingOf('2024-05', marked({ '2024-05': '2!' }, { lateEvent }))).toBe(posted);
  });

  test.each<[LatePolicy]>([['ADJUST_NEXT'], ['REOPEN'], ['IGNORE_SCORE']])(
    'twelve months back still counts by %s, thirteen do not',
    (lateEvent) => {
      const twelve = marked(finals(year('2023-04', 12)), { lateEvent });
      const thirteen = marked(finals(year('2023-04', 13)), { lateEvent });
      expect(postingOf('2023-04', twelve)).not.toBe(OUTSIDE_HORIZON);
      expect(postingOf('2023-04', thirteen)).toBe(OUTSIDE_HORIZON);
    },
  );
});

describe('markers', () => {
  const anyMark = fc.record({
    period: fc.constantFrom('2024-05', '2024-06'),
    revision: fc.integer({ min: 1, max: 4 }),
    final: fc.boolean(),
  });

  test('come to the same in any order, and once final stays final', () => {
    fc.assert(
      fc.property(fc.array(anyMark), fc.array(anyMark), (a, b) => {
        const sorted = (marks: ReadonlyMap<string, Mark>) => [...marks].sort();
        expect(sorted(marksOf([...a, ...b]))).toEqual(sorted(marksOf([...b, ...a])));
        for (const { period } of a.filter(({ final }) => final)) {
          expect(marksOf([...a, ...b]).get(period)?.final).toBe(true);
        }
      }),
    );
  });

  test('a fact is posted to nothing that is closed at its place', () => {
    fc.assert(
      fc.property(
        fc.array(anyMark),
        fc.constantFrom<LatePolicy>('ADJUST_NEXT', 'REOPEN', 'IGNORE_SCORE'),
        fc.boolean(),
        (markers, lateEvent, ruled) => {
          const marks = marksOf(markers);
          const posted = postingOf('2024-05', { marks, horizonMonths: 12, lateEvent, ruled });
          const revision = marks.get('2024-05')?.revision ?? 0;
          if (isMonthPosting(posted)) expect(marks.has(posted)).toBe(false);
          expect(revision > 0 && postingsUpTo(revision).includes(posted)).toBe(false);
        },
      ),
    );
  });
});

test('a revision counts what came in time and what was posted to it and those before', () => {
  expect(postingsUpTo(0)).toEqual(['']);
  expect(postingsUpTo(1)).toEqual(['']);
  expect(postingsUpTo(3)).toEqual(['', 'r2', 'r3']);
});
