import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sanctionsInForce, type GivenSanction } from './sanction-periods.ts';

const MONTHS = { WARNING: 6, DEMERIT: 12, MAJOR_DEMERIT: 18, DOWNGRADE: 24, REMOVAL: 24 } as const;
type Code = keyof typeof MONTHS;

const given = (...all: readonly (readonly [Code, string])[]): GivenSanction[] =>
  all.map(([code, on]) => ({ code, on, months: MONTHS[code], mostMonths: 48 }));
const days = (...all: readonly (readonly [Code, string])[]) =>
  sanctionsInForce(given(...all)).map(({ from, to }) => [from, to]);

describe('the period of a sanction', () => {
  test('is that of its kind, to the day before the same day', () => {
    expect(days(['WARNING', '2024-01-15'])).toEqual([['2024-01-15', '2024-07-14']]);
    expect(days(['DEMERIT', '2024-02-29'])).toEqual([['2024-02-29', '2025-02-27']]);
    expect(days(['WARNING', '2023-08-31'])).toEqual([['2023-08-31', '2024-02-28']]);
  });

  test('runs on by the months of a new one that falls into it', () => {
    expect(days(['DEMERIT', '2024-01-01'], ['WARNING', '2024-12-31'])).toEqual([
      ['2024-01-01', '2025-06-30'],
      ['2024-12-31', '2025-06-30'],
    ]);
    expect(days(['DEMERIT', '2024-01-01'], ['WARNING', '2025-01-01'])).toEqual([
      ['2024-01-01', '2024-12-31'],
      ['2025-01-01', '2025-06-30'],
    ]);
  });

  test('never exceeds 48 months from the latest sanction', () => {
    const ends = days(
      ['DOWNGRADE', '2024-01-01'],
      ['DOWNGRADE', '2024-01-02'],
      ['REMOVAL', '2024-01-03'],
    ).map(([, to]) => to);
    expect(ends).toEqual(['2028-01-02', '2028-01-02', '2028-01-02']);
  });

  test('is that of the heaviest where several are given at once', () => {
    expect(
      sanctionsInForce(given(['WARNING', '2024-01-01'], ['MAJOR_DEMERIT', '2024-01-01'])),
    ).toEqual([{ code: 'MAJOR_DEMERIT', from: '2024-01-01', to: '2025-06-30' }]);
  });

  test('does not depend on the order in which sanctions are told', () => {
    const any = fc.array(
      fc.record({
        code: fc.constantFrom<Code>('WARNING', 'DEMERIT', 'MAJOR_DEMERIT', 'DOWNGRADE', 'REMOVAL'),
        on: fc
          .integer({ min: 1, max: 28 })
          .map((day) => `2024-0${1 + (day % 9)}-${10 + (day % 18)}`),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(any, (all) => {
        const told = given(...all.map(({ code, on }) => [code, on] as const));
        expect(sanctionsInForce([...told].reverse())).toEqual(sanctionsInForce(told));
      }),
    );
  });
});
