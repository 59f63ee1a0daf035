import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ANNUAL_GRADES, type AnnualGrade } from '../scheme/annual-document.ts';
import { standingOf } from './career.ts';
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
    const { tier } = standingOf(history, RC1_TIERS, on);
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
