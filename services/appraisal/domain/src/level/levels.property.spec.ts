import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ratio } from '@ywk/kernel';
import type { AnnualGrade } from '../scheme/annual-document.ts';
import type { Competitor, Scored } from './competitor.ts';
import { RC1_ANNUAL_QUOTA, RC1_LEVELS, TIE_STEPS, type LevelRules } from './level-rules.ts';
import type { LevelsOutcome } from './levels.ts';
import { placeExcellent } from './place-excellent.ts';
import { placeLevels } from './place-levels.ts';
import { byChain } from './standing.ts';

const rarely = (value: string) =>
  fc.option(fc.constant(value), { freq: 12 }).map((found) => found ?? null);

/** Few different values, so that ties are many. */
const anyPerson = fc.record({
  total: fc.integer({ min: 60, max: 75 }).map((points) => points * 100),
  custom: fc.integer({ min: 40, max: 43 }).map((points) => ratio(points)),
  penalty: fc.integer({ min: 0, max: 2 }),
  veto: fc.integer({ min: 0, max: 20 }).map((each) => (each === 0 ? 'V01' : null)),
  forced: fc.integer({ min: 0, max: 20 }).map((each) => (each === 0 ? 'D07.level4' : null)),
  offQuota: fc.integer({ min: 0, max: 20 }).map((each) => (each === 0 ? 'HONOUR' : null)),
  probation: fc.integer({ min: 0, max: 20 }).map((each) => each === 0),
});

const grown = (seeds: readonly Partial<Competitor>[]): Scored[] =>
  seeds.map((seed, at): Scored => ({
    ...{ officer: `o${String(at).padStart(3, '0')}`, unit: 'U', total: 0, custom: null },
    ...{ penalty: 0, democratic: null, veto: null, forced: null, offQuota: null },
    ...{ probation: false, longLeave: false, steps: 0 },
    ...(seed as Partial<Scored>),
  }));

const anyRules = fc
  .record({
    veto: fc.boolean(),
    tieAtFloor: fc.constantFrom('INCLUDE' as const, 'TIEBREAK' as const),
    tieAtCeiling: fc.constantFrom('SHRINK' as const, 'TIEBREAK' as const),
  })
  .map(({ veto, ...rest }): LevelRules => ({
    ...RC1_LEVELS,
    ...rest,
    base: { ...RC1_LEVELS.base, veto },
    offQuotaReasons: ['HONOUR'],
  }));

const anyUnit = fc.tuple(
  fc.array(anyPerson, { minLength: 1, maxLength: 300, size: 'max' }).map(grown),
  anyRules,
);

const place = (people: readonly Competitor[], rules: LevelRules) =>
  placeLevels({ units: ['U'], mode: 'APPLIED', people }, rules);

const levelsOf = (outcome: LevelsOutcome) =>
  new Map(outcome.placements.map(({ officer, level }) => [officer, level]));

/** A reason that lets two equal people have different levels: not their scores. */
const status = ({ veto, forced, offQuota, probation }: Competitor) =>
  JSON.stringify([veto, forced, offQuota, probation]);

describe('quotas hold for every random unit', () => {
  test('level 4 has at least a tenth, or the report says how many are missing', () => {
    fc.assert(
      fc.property(anyUnit, ([people, rules]) => {
        const outcome = place(people, rules);
        const [use] = outcome.quotas;
        const missing = outcome.reports.find(({ code }) => code === 'FLOOR_SHORT')?.people ?? 0;
        expect(((use?.used ?? 0) + missing) * 10).toBeGreaterThanOrEqual(outcome.n);
        if (missing > 0) expect(outcome.reports[0]?.code).toBe('TIE_UNRESOLVED');
      }),
    );
  });

  test('ceilings hold, off-quota people apart', () => {
    fc.assert(
      fc.property(anyUnit, ([people, rules]) => {
        const outcome = place(people, rules);
        const count = (...names: string[]) =>
          outcome.placements.filter(({ rule }) => names.includes(rule)).length;
        expect(count('LEVEL_1') * 5).toBeLessThanOrEqual(outcome.n);
        expect(count('LEVEL_1', 'LEVEL_2') * 5).toBeLessThanOrEqual(outcome.n * 3);
        expect(outcome.placements).toHaveLength(people.length);
      }),
    );
  });

  test('nobody stands below one of fewer points, and no tie is broken arbitrarily', () => {
    fc.assert(
      fc.property(anyUnit, ([people, rules]) => {
        const levels = levelsOf(place(people, rules));
        const plain = people.filter(
          ({ veto, forced, offQuota, probation }) => !veto && !forced && !offQuota && !probation,
        );
        const levelOf = ({ officer }: Scored) => levels.get(officer) ?? 0;
        const order = [...plain].sort((a, b) => b.total - a.total || levelOf(a) - levelOf(b));
        order.forEach((person, at) =>
          expect(levelOf(person)).toBeGreaterThanOrEqual(levelOf(order[at - 1] ?? person)),
        );
        const equals = new Map<string, Set<number>>();
        for (const person of people) {
          const { total, custom, penalty } = person;
          const key = [total, custom?.toFraction(), penalty, status(person)].join('|');
          equals.set(key, (equals.get(key) ?? new Set()).add(levelOf(person)));
        }
        expect([...equals.values()].filter(({ size }) => size > 1)).toEqual([]);
      }),
    );
  });

  test('the order of the people changes nothing', () => {
    fc.assert(
      fc.property(anyUnit, fc.infiniteStream(fc.nat()), ([people, rules], keys) => {
        const shuffled = people
          .map((person) => ({ person, key: keys.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ person }) => person);
        expect(place(shuffled, rules)).toEqual(place(people, rules));
      }),
    );
  });

  test('distinct totals, every n from 1 to 300: the exact numbers of RC-1', () => {
    for (let n = 1; n <= 300; n += 1) {
      const people = grown(Array.from({ length: n }, (_, at) => ({ total: 3000 + at })));
      const outcome = place(people, RC1_LEVELS);
      const used = Object.fromEntries(outcome.quotas.map((use) => [use.quota, use.used]));
      const level4 = Math.ceil(n / 10);
      expect([n, used]).toEqual([
        n,
        {
          LEVEL_1: Math.floor(n / 5),
          LEVELS_1_AND_2: Math.floor((n * 3) / 5),
          LEVEL_4: level4,
        },
      ]);
      expect(outcome.reports).toEqual([]);
    }
  });
});

describe('the excellent of random years', () => {
  const GRADES: { grade: AnnualGrade; atLeast: number }[] = [
    { grade: 'EXCELLENT', atLeast: 90 },
    { grade: 'COMPETENT', atLeast: 75 },
    { grade: 'BASIC', atLeast: 60 },
    { grade: 'INCOMPETENT', atLeast: 0 },
  ];
  const anyYear = fc
    .array(
      fc.record({
        total: fc.integer({ min: 88, max: 95 }).map((points) => points * 100),
        custom: fc.integer({ min: 50, max: 52 }).map((points) => ratio(points)),
        sanctioned: fc.integer({ min: 0, max: 9 }).map((each) => each === 0),
        veto: rarely('V01'),
      }),
      { minLength: 1, maxLength: 300, size: 'max' },
    )
    .map((years) =>
      grown(years.map(({ sanctioned: _sanctioned, ...rest }) => rest)).map((each, at) => ({
        ...each,
        grade: each.total >= 9000 ? ('EXCELLENT' as const) : ('COMPETENT' as const),
        months: [],
        sanctioned: years[at]?.sanctioned ?? false,
        standing: null,
        ruled: null,
      })),
    );

  test('never more than their share, none of the sanctioned, equals alike', () => {
    fc.assert(
      fc.property(anyYear, (people) => {
        const outcome = placeExcellent(people, RC1_ANNUAL_QUOTA, GRADES);
        const excellent = outcome.placements.filter(({ grade }) => grade === 'EXCELLENT');
        expect(excellent.length * 5).toBeLessThanOrEqual(people.length);
        const got = new Set(excellent.map(({ officer }) => officer));
        expect(people.filter(({ officer, sanctioned }) => sanctioned && got.has(officer))).toEqual(
          [],
        );
        const candidates = people.filter(({ veto, sanctioned }) => veto === null && !sanctioned);
        for (const total of new Set(candidates.map((each) => each.total))) {
          const group = candidates.filter((each) => each.total === total);
          for (const equals of byChain(group, TIE_STEPS)) {
            expect(new Set(equals.map(({ officer }) => got.has(officer))).size).toBe(1);
          }
        }
      }),
    );
  });
});
