import { describe, expect, test } from '@jest/globals';
import { careerOf } from './career.ts';
import { convert } from './conversion.ts';
import { NO_HISTORY } from './tier-history.ts';
import { RC1_TIERS } from './tier-rules.ts';

describe('a conversion', () => {
  const incumbent = (officer: string, tier: number | null, from = '2010-07-01') => ({
    officer,
    history: { ...NO_HISTORY, employments: [{ from, to: null, tier }] },
    ...{ rank: null as string | null, education: null },
  });
  const mapping = {
    ranks: { SENIOR: 4, JUNIOR: 6 },
    years: [
      { atLeast: 5, tier: 6 },
      { atLeast: 10, tier: 5 },
    ],
    educations: { BACHELOR: 5, MASTER: 4 },
  };
  const tierPay = [120000, 95000, 70000, 50000, 35000, 20000, 10000];
  const ask = { effectiveDate: '2020-07-01', mapping, establishment: 200, others: [], tierPay };

  test('takes the better of rank, years and education, with effect from one day', () => {
    const incumbents = [
      { ...incumbent('a', 7), rank: 'JUNIOR', education: 'BACHELOR' as const },
      { ...incumbent('b', 7, '2010-07-02'), rank: 'JUNIOR' },
      { ...incumbent('c', 7), rank: 'SENIOR' },
    ];
    const { moves } = convert({ ...ask, incumbents }, RC1_TIERS);
    expect(moves.map(({ officer, to, by, years }) => [officer, to, by, years])).toEqual([
      ['a', 5, 'YEARS', 10],
      ['b', 6, 'RANK', 9],
      ['c', 4, 'RANK', 10],
    ]);
    expect(moves[0]).toMatchObject({
      ground: 'CONVERSION',
      effectiveDate: '2020-07-01',
      options: { RANK: 6, YEARS: 5, EDUCATION: 5 },
      says: { zh: '按工作年限套改为五级', en: 'converted to tier 5 by years of service' },
    });
    const rules = {
      ...RC1_TIERS,
      conversion: { ...RC1_TIERS.conversion, choose: 'FIRST' as const },
    };
    expect(convert({ ...ask, incumbents }, rules).moves[0]).toMatchObject({ to: 6, by: 'RANK' });
  });

  test('who is mapped down keeps the pay by a protection line; who stays is listed apart', () => {
    const incumbents = [
      { ...incumbent('a', 3), rank: 'SENIOR' },
      { ...incumbent('b', 4), rank: 'SENIOR' },
    ];
    const told = convert({ ...ask, incumbents }, RC1_TIERS);
    expect(told.moves).toMatchObject([{ officer: 'a', from: 3, to: 4, protection: 20000 }]);
    expect(told.unchanged).toMatchObject([{ officer: 'b', protection: 0 }]);
    const rules = {
      ...RC1_TIERS,
      conversion: { ...RC1_TIERS.conversion, protection: 'NONE' as const },
    };
    expect(convert({ ...ask, incumbents }, rules).moves).toMatchObject([{ protection: 0 }]);
  });

  test('names whom it leaves out: the trainee time, and whom nothing fits', () => {
    const incumbents = [incumbent('a', null), incumbent('b', 7, '2019-01-01')];
    expect(convert({ ...ask, incumbents }, RC1_TIERS).leftOut).toMatchObject([
      { officer: 'a', says: { zh: '当日无层级' } },
      { officer: 'b', says: { zh: '套改表无对应' } },
    ]);
  });

  test('is refused with the numbers when it needs more seats than there are', () => {
    const incumbents = ['a', 'b', 'c'].map((name) => ({ ...incumbent(name, 4), rank: 'CHIEF' }));
    const high = { ...ask, mapping: { ...mapping, ranks: { CHIEF: 3 } }, incumbents };
    const others = [incumbent('d', 2).history];
    expect(() => convert({ ...high, others, establishment: 12 }, RC1_TIERS)).toThrow(
      'The conversion puts 4 officers on tiers 1 to 3, which have 3 seats.',
    );
    expect(convert({ ...high, others, establishment: 14 }, RC1_TIERS).moves).toHaveLength(3);
  });

  test('clears the credits earned before it, or keeps them', () => {
    const history = {
      ...incumbent('a', 7).history,
      years: [{ year: 2019, grade: 'COMPETENT' as const, total: null }],
      moves: [{ from: 7, to: 5, effectiveDate: '2020-07-01', ground: 'CONVERSION' }],
    };
    expect(careerOf(history, RC1_TIERS, '2020-12-31').credits).toBe(0);
    const conversion = { ...RC1_TIERS.conversion, credits: 'KEEP' as const };
    expect(careerOf(history, { ...RC1_TIERS, conversion }, '2020-12-31').credits).toBe(100);
  });
});
