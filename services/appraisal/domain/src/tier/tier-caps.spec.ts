import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ANNUAL_GRADES, type AnnualGrade } from '../scheme/annual-document.ts';
import { careerOf } from './career.ts';
import { convert } from './conversion.ts';
import { seatCaps } from './seats.ts';
import { NO_HISTORY, turnAfter, type TierHistory } from './tier-history.ts';
import { RC1_TIERS, type TierRules } from './tier-rules.ts';
import { tierRun, type ProposedMove, type RunOfficer } from './tier-run.ts';

/** What a year brings to one officer. */
interface YearOfOne {
  readonly grade: AnnualGrade;
  readonly total: number;
  readonly leaves: boolean;
  readonly commended: boolean;
  readonly sanctioned: boolean;
}

const FIRST = 2000;

const yearOfOne: fc.Arbitrary<YearOfOne> = fc.record({
  grade: fc.constantFrom(...ANNUAL_GRADES, 'EXCELLENT' as const, 'EXCELLENT' as const),
  total: fc.integer({ min: 8990, max: 9010 }),
  leaves: fc.integer({ min: 0, max: 19 }).map((dice) => dice === 0),
  commended: fc.boolean(),
  sanctioned: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
});

const bureau = fc.record({
  establishment: fc.integer({ min: 1, max: 60 }),
  base: fc.constantFrom('ESTABLISHMENT' as const, 'ACTIVE' as const),
  people: fc.array(
    fc.record({
      tier: fc.integer({ min: 4, max: 7 }),
      years: fc.array(yearOfOne, { minLength: 14, maxLength: 14 }),
    }),
    { minLength: 1, maxLength: 24 },
  ),
});

const apply = (history: TierHistory, year: number, told: YearOfOne): TierHistory => {
  const day = `${year}-06-30`;
  const [last] = history.employments.slice(-1);
  const works = last !== undefined && last.to === null;
  const employments =
    told.leaves && works
      ? [...history.employments.slice(0, -1), { ...last, to: day }]
      : works
        ? history.employments
        : [...history.employments, { from: `${year}-09-01`, to: null, tier: 6 }];
  return {
    ...history,
    employments,
    years: [...history.years, { year, grade: told.grade, total: told.total }],
    commendations: told.commended
      ? [...history.commendations, { on: day, code: 'BRAVERY' }]
      : history.commendations,
    sanctions: told.sanctioned
      ? [...history.sanctions, { from: day, to: `${year + 1}-05-31`, code: 'WARNING' }]
      : history.sanctions,
  };
};

const taken = (officers: readonly RunOfficer[], upTo: number, on: string): number =>
  officers.filter(({ history }) => {
    const { tier } = careerOf(history, RC1_TIERS, on);
    return tier !== null && tier <= upTo;
  }).length;

/** Seats after each single decision of a run, taken in the order in which it proposes. */
const decideOneByOne = (
  officers: readonly RunOfficer[],
  proposals: readonly ProposedMove[],
  seen: (officers: readonly RunOfficer[]) => void,
): readonly RunOfficer[] => {
  let now = officers;
  for (const move of proposals) {
    now = now.map((each) =>
      each.officer === move.officer
        ? { ...each, history: { ...each.history, moves: [...each.history.moves, move] } }
        : each,
    );
    seen(now);
  }
  return now;
};

describe('seats', () => {
  test('are never exceeded at any decision of any random career', () => {
    fc.assert(
      fc.property(bureau, ({ establishment, base, people }) => {
        const rules: TierRules = { ...RC1_TIERS, seats: { ...RC1_TIERS.seats, base } };
        let officers: readonly RunOfficer[] = people.map(({ tier }, at) => ({
          officer: `o${at}`,
          history: { ...NO_HISTORY, employments: [{ from: `${FIRST}-01-01`, to: null, tier }] },
        }));
        for (let at = 0; at < 14; at += 1) {
          const year = FIRST + at;
          const on = turnAfter(year);
          officers = officers.map((each, who) => {
            const told = people[who]?.years[at];
            return told === undefined
              ? each
              : { ...each, history: apply(each.history, year, told) };
          });
          const before = officers;
          const told = tierRun({ year, establishment, officers }, rules);
          const caps = seatCaps(rules, told.base);
          officers = decideOneByOne(officers, told.proposals, (now) => {
            for (const { upTo, cap } of caps) {
              // Where people in service are the base, seats may be lost by others leaving.
              const most = Math.max(cap, base === 'ACTIVE' ? taken(before, upTo, on) : 0);
              expect(taken(now, upTo, on)).toBeLessThanOrEqual(most);
            }
          });
          for (const { upTo, after } of told.seats) expect(taken(officers, upTo, on)).toBe(after);
          expect(tierRun({ year, establishment, officers }, rules).proposals).toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('are used up in order: nobody waits for a seat while one is free, unless tied', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 9000, max: 9008 }), { maxLength: 30 }),
        fc.integer({ min: 0, max: 100 }),
        (totals, establishment) => {
          const years = (total: number) =>
            [2019, 2020, 2021, 2022].map((year) => ({ year, grade: 'COMPETENT' as const, total }));
          const officers = totals.map((total, at) => ({
            officer: `o${at}`,
            history: {
              ...NO_HISTORY,
              employments: [{ from: '2010-01-01', to: null, tier: 4 }],
              years: years(total),
            },
          }));
          const told = tierRun({ year: 2022, establishment, officers }, RC1_TIERS);
          const [upper] = told.seats;
          const left = told.waiting.filter(({ reason }) => reason === 'TIE').length;
          if (upper !== undefined && upper.after < Math.min(upper.cap, totals.length)) {
            expect(left).toBeGreaterThan(upper.cap - upper.after);
          }
          const worst = Math.min(...told.proposals.map(({ total }) => total ?? 0));
          const best = Math.max(...told.waiting.map(({ total }) => total ?? 0));
          if (told.proposals.length > 0 && told.waiting.length > 0) {
            expect(worst).toBeGreaterThan(best);
          }
        },
      ),
    );
  });
});

describe('a conversion', () => {
  const incumbent = (officer: string, tier: number | null, from = '2010-07-01') => ({
    officer,
    history: { ...NO_HISTORY, employments: [{ from, to: null, tier }] },
    ...{ rank: null as string | null, education: null },
  });
  const mapping = {
    ranks: { SENIOR: 4, JUNIOR: 6 },
    years: [
      { atLeast: 10, tier: 5 },
      { atLeast: 5, tier: 6 },
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
