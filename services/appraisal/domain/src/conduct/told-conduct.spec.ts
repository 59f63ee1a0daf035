import { monthBounds } from '@ywk/kernel';
import { describe, expect, test } from '@jest/globals';
import { conductOf, conductOfMonth, type ConductWord } from './told-conduct.ts';

const warned: ConductWord = {
  ...{ conduct: 'a', kind: 'SANCTION', code: 'WARNING', on: '2024-01-15' },
  ...{ months: 6, mostMonths: 48 },
};
const brave: ConductWord = {
  ...{ conduct: 'b', kind: 'COMMENDATION', code: 'BRAVERY', on: '2024-02-29' },
};
const away = (from: string, to: string, conduct = 'c'): ConductWord => ({
  ...{ conduct, kind: 'LEAVE', from, to },
});

describe('what stands about somebody’s conduct', () => {
  test('is the last word about each case, commendation and leave', () => {
    expect(conductOf([warned, brave, away('2024-02-01', '2024-02-15')])).toEqual({
      sanctions: [{ code: 'WARNING', from: '2024-01-15', to: '2024-07-14' }],
      commendations: [{ code: 'BRAVERY', on: '2024-02-29' }],
      leave: [{ from: '2024-02-01', to: '2024-02-15' }],
    });
    const none = (conduct: string): ConductWord => ({ conduct, kind: 'NONE' });
    expect(conductOf([warned, brave, none('a'), none('b')])).toEqual({
      ...{ sanctions: [], commendations: [], leave: [] },
    });
    const graver = { ...warned, code: 'DEMERIT', months: 12 };
    expect(conductOf([warned, graver]).sanctions).toMatchObject([{ to: '2025-01-14' }]);
  });

  test('an annulled sanction leaves the period of a later one as if it had never been', () => {
    const later: ConductWord = { ...warned, conduct: 'z', on: '2024-06-01' };
    const both = conductOf([warned, later]).sanctions.map(({ to }) => to);
    expect(both).toEqual(['2025-01-14', '2025-01-14']);
    const left = conductOf([warned, later, { conduct: 'a', kind: 'NONE' }]).sanctions;
    expect(left).toEqual([{ code: 'WARNING', from: '2024-06-01', to: '2024-11-30' }]);
  });
});

describe('quotas of a month', () => {
  const of = (words: readonly ConductWord[], month = '2024-02') =>
    conductOfMonth(conductOf(words), monthBounds(month), ['BRAVERY']);

  test('know an honour of the month that the rules name', () => {
    expect(of([brave])).toEqual({ offQuota: 'BRAVERY', longLeave: false });
    expect(of([brave], '2024-03').offQuota).toBeNull();
    expect(of([{ ...brave, code: 'CITATION' } as ConductWord]).offQuota).toBeNull();
  });

  test('call leave long that takes more than half of the days, 15 of 29', () => {
    expect(of([away('2024-01-20', '2024-02-14')]).longLeave).toBe(false);
    expect(of([away('2024-01-20', '2024-02-15')]).longLeave).toBe(true);
    const parts = [away('2024-02-01', '2024-02-08'), away('2024-02-20', '2024-03-08', 'd')];
    expect(of(parts).longLeave).toBe(true);
  });
});
