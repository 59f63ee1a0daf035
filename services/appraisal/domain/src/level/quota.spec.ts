import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ratio } from '@ywk/kernel';
import { RC1_LEVELS, type LevelRules } from './level-rules.ts';
import type { Carried } from './levels.ts';
import { restOf, restText, seatsOf, type QuotaRounding } from './quota.ts';
import { impossibleAt, levelSeats } from './quota-seats.ts';

const seats = (share: string, rounding: QuotaRounding, n: number) =>
  seatsOf({ share, rounding }, n).seats;

/** W5: n, then excellent 12 %, 15 %, 20 %, 25 % down, level 4 of 10 % up, down, half up. */
const W5 = [
  [1, 0, 0, 0, 0, 1, 0, 0],
  [4, 0, 0, 0, 1, 1, 0, 0],
  [5, 0, 0, 1, 1, 1, 0, 1],
  [7, 0, 1, 1, 1, 1, 0, 1],
  [9, 1, 1, 1, 2, 1, 0, 1],
  [10, 1, 1, 2, 2, 1, 1, 1],
  [11, 1, 1, 2, 2, 2, 1, 1],
  [15, 1, 2, 3, 3, 2, 1, 2],
  [20, 2, 3, 4, 5, 2, 2, 2],
  [21, 2, 3, 4, 5, 3, 2, 2],
  [25, 3, 3, 5, 6, 3, 2, 3],
  [33, 3, 4, 6, 8, 4, 3, 3],
  [100, 12, 15, 20, 25, 10, 10, 10],
];

describe('seats of a quota', () => {
  test.each(W5)('W5 for %i people', (n, ...expected) => {
    expect([
      seats('12%', 'FLOOR', n),
      seats('15%', 'FLOOR', n),
      seats('20%', 'FLOOR', n),
      seats('25%', 'FLOOR', n),
      seats('10%', 'CEIL', n),
      seats('10%', 'FLOOR', n),
      seats('10%', 'HALF_UP', n),
    ]).toEqual(expected);
  });

  test('a ceiling never gives more than its share, a floor never less, for 1 to 300 people', () => {
    for (let n = 1; n <= 300; n += 1) {
      for (const percent of [10, 12, 15, 20, 25, 30, 60]) {
        const down = seats(`${percent}%`, 'FLOOR', n);
        const up = seats(`${percent}%`, 'CEIL', n);
        expect(down * 100).toBeLessThanOrEqual(percent * n);
        expect(up * 100).toBeGreaterThanOrEqual(percent * n);
        expect(up - down).toBe((percent * n) % 100 === 0 ? 0 : 1);
      }
    }
  });

  test('twenty-three people: 12 % 2, 15 % 3, 20 % 4, 25 % 5', () => {
    expect(['12%', '15%', '20%', '25%'].map((share) => seats(share, 'FLOOR', 23))).toEqual([
      2, 3, 4, 5,
    ]);
  });

  test('a part of a seat is kept exactly', () => {
    const first = seatsOf({ share: '20%', rounding: 'FLOOR' }, 7);
    expect([first.seats, restText(first.rest)]).toEqual([1, '2/5']);
    const second = seatsOf({ share: '20%', rounding: 'FLOOR' }, 7, restOf('2/5'));
    expect([second.seats, restText(second.rest)]).toEqual([1, '4/5']);
    expect(seatsOf({ share: '20%', rounding: 'FLOOR' }, 7, restOf('4/5')).seats).toBe(2);
    expect(restOf('-3/10').compare(ratio(-3, 10))).toBe(0);
  });
});

describe('seats with parts carried forward', () => {
  const share = (most: number) => fc.integer({ min: 0, max: most }).map((p) => `${p}%`);
  const down = (most: number) =>
    share(most).map((part) => ({ share: part, rounding: 'FLOOR' as const }));
  const anyFloor = fc.record({
    share: share(40),
    rounding: fc.constantFrom<QuotaRounding>('FLOOR', 'CEIL', 'HALF_UP'),
  });
  const within = (part: string, given: number, people: number) => {
    const percent = Number(part.slice(0, -1));
    return Math.abs(given * 100 - percent * people) < 100;
  };

  test('over 200 periods every quota stays within one seat of its share', () => {
    const rules = fc
      .record({ level1: down(30), levels1And2: down(100), level4: anyFloor })
      .map((quotas): LevelRules => ({ ...RC1_LEVELS, ...quotas, carryFractions: true }))
      .filter((each) => impossibleAt(each, 1) === null);
    fc.assert(
      fc.property(
        rules,
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 200, maxLength: 200 }),
        (each, sizes) => {
          let carried: Carried = {};
          let people = 0;
          const given = { level1: 0, levels1And2: 0, level4: 0 };
          const broken: string[] = [];
          for (const n of sizes) {
            const due = levelSeats(each, n, { carried, mode: 'APPLIED' });
            carried = due.carried;
            people += n;
            if (due.level1 > due.levels1And2) broken.push('nesting');
            for (const quota of ['level1', 'levels1And2', 'level4'] as const) {
              given[quota] += due[quota];
              if (!within(String(each[quota].share), given[quota], people)) broken.push(quota);
            }
          }
          expect(broken).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a level-1 seat that comes due is lent by levels 1 and 2', () => {
    const rules: LevelRules = {
      ...RC1_LEVELS,
      level1: { share: '20%', rounding: 'FLOOR' },
      levels1And2: { share: '30%', rounding: 'FLOOR' },
      carryFractions: true,
    };
    const carried = { LEVEL_1: '4/5', LEVELS_1_AND_2: '1/5' };
    expect(levelSeats(rules, 1, { carried, mode: 'APPLIED' })).toMatchObject({
      level1: 1,
      levels1And2: 1,
      carried: { LEVEL_1: '0', LEVELS_1_AND_2: '-1/2' },
    });
  });

  test('who keeps nothing begins anew each period', () => {
    const carried = { LEVEL_1: '4/5' };
    expect(levelSeats(RC1_LEVELS, 7, { carried, mode: 'APPLIED' })).toEqual({
      level1: 1,
      levels1And2: 4,
      level4: 1,
      carried: {},
    });
  });

  test('seats that contradict each other are refused with the reason in words', () => {
    const rules: LevelRules = { ...RC1_LEVELS, level1: { share: '20%', rounding: 'CEIL' } };
    const refused = () => levelSeats(rules, 1, { mode: 'APPLIED' });
    expect(refused).toThrow('QUOTAS_IMPOSSIBLE');
    expect(impossibleAt(rules, 1)).toEqual({
      zh: '1人中一级可有1人，而一、二级合计只可有0人：两项名额无法同时满足。',
      en: 'Of 1 people 1 may be level 1 but only 0 levels 1 and 2 together: both cannot hold.',
    });
    expect(impossibleAt(rules, 10)).toBeNull();
    expect(impossibleAt({ ...rules, carryFractions: true }, 10)?.en).toContain('round down');
    const shares = { ...RC1_LEVELS, levels1And2: { share: '19%', rounding: 'FLOOR' as const } };
    expect(impossibleAt(shares, 100)?.zh).toBe(
      '一级的比例大于一、二级合计的比例：两项名额无法同时满足。',
    );
  });
});
