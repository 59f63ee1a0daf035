import { describe, expect, test } from '@jest/globals';
import { ratio } from '@ywk/kernel';
import fc from 'fast-check';
import { ANNUAL_GRADES, type AnnualGrade } from '../scheme/annual-document.ts';
import { ratioFromText } from '../score/measured.ts';
import { democraticScore, type ClassVotes, type DemocraticRules } from './democratic-score.ts';
import { RC1_REVIEWS, type SmallClasses, type VoterClass } from './review-rules.ts';

const annual = {
  votes: { EXCELLENT: 100, COMPETENT: 85, BASIC: 65, INCOMPETENT: 40 },
  minTurnout: '80%',
  minVoters: 5,
};

const classOf = (id: string, weight: number): VoterClass => ({
  id,
  label: { zh: id, en: id },
  weight,
});

const three = [classOf('PEERS', 50), classOf('POLICE', 30), classOf('PUBLIC', 20)];

const rulesOf = (smallClasses: SmallClasses, classes = three): DemocraticRules => ({
  reviews: { classes, smallClasses },
  annual,
});

const votes = (
  id: string,
  given: ClassVotes['given'],
  eligible = ANNUAL_GRADES.reduce((sum, grade) => sum + (given[grade] ?? 0), 0),
): ClassVotes => ({ class: id, eligible, given });

describe('the democratic score', () => {
  test('of W13 is 545/6, of 12 votes by 14', () => {
    const given = { EXCELLENT: 6, COMPETENT: 5, BASIC: 1 };
    const found = democraticScore([votes('PEERS', given, 14)], { reviews: RC1_REVIEWS, annual });
    expect(found).toEqual({
      eligible: 14,
      votes: 12,
      groups: [{ classes: ['PEERS'], votes: 12, mean: '545/6' }],
      value: '545/6',
      gap: null,
    });
  });

  test('with 11 of 14 votes is invalid and shows nothing but the turnout', () => {
    const given = { EXCELLENT: 6, COMPETENT: 5 };
    const found = democraticScore([votes('PEERS', given, 14)], { reviews: RC1_REVIEWS, annual });
    expect(found).toMatchObject({ groups: [], value: null, gap: 'TURNOUT_TOO_LOW' });
  });

  test('with exactly 80 % is valid, with four votes of four it is not', () => {
    const at = (n: number, eligible: number) =>
      democraticScore([votes('PEERS', { COMPETENT: n }, eligible)], rulesOf('MERGE')).gap;
    expect([at(12, 15), at(4, 4)]).toEqual([null, 'TOO_FEW_VOTERS']);
  });

  test('weighs the means of the classes, exactly', () => {
    const found = democraticScore(
      [
        votes('PEERS', { EXCELLENT: 3, COMPETENT: 4 }),
        votes('POLICE', { COMPETENT: 5, BASIC: 1 }),
        votes('PUBLIC', { EXCELLENT: 4, INCOMPETENT: 1 }),
      ],
      rulesOf('MERGE'),
    );
    expect(found.groups.map(({ mean }) => mean)).toEqual(['640/7', '245/3', '88']);
    const value = ratio(640, 7).mul(50).add(ratio(245, 3).mul(30)).add(ratio(88).mul(20)).div(100);
    expect(found.value).toBe(value.toFraction());
  });

  test('counts a class with too few votes together with the next smallest, weights added', () => {
    const few = [
      votes('PEERS', { EXCELLENT: 9, COMPETENT: 1 }),
      votes('POLICE', { COMPETENT: 5, BASIC: 1 }),
      votes('PUBLIC', { INCOMPETENT: 1 }),
    ];
    const { groups, value } = democraticScore(few, rulesOf('MERGE'));
    expect(groups).toEqual([
      { classes: ['PEERS'], votes: 10, mean: '197/2' },
      { classes: ['PUBLIC', 'POLICE'], votes: 7, mean: '530/7' },
    ]);
    expect(value).toBe(ratio(197, 2).mul(50).add(ratio(530, 7).mul(50)).div(100).toFraction());
  });

  test('or leaves it out, and the others keep their proportion', () => {
    const few = [
      votes('PEERS', { EXCELLENT: 9, COMPETENT: 1 }),
      votes('POLICE', { COMPETENT: 5, BASIC: 1 }),
      votes('PUBLIC', { INCOMPETENT: 1 }),
    ];
    const { groups, value, votes: n } = democraticScore(few, rulesOf('HIDE'));
    expect([groups.map(({ classes }) => classes), n]).toEqual([[['PEERS'], ['POLICE']], 17]);
    expect(value).toBe(ratio(197, 2).mul(50).add(ratio(245, 3).mul(30)).div(80).toFraction());
  });

  test('where every class is too small and left out, has no value', () => {
    const thin = [votes('PEERS', { BASIC: 4 }), votes('POLICE', { BASIC: 4 })];
    expect(democraticScore(thin, rulesOf('HIDE')).gap).toBe('TOO_FEW_VOTERS');
  });

  test('leaves a class without voters out of the weights', () => {
    const found = democraticScore(
      [votes('PEERS', { EXCELLENT: 4, COMPETENT: 1 }), votes('POLICE', {}, 0)],
      rulesOf('MERGE'),
    );
    expect([found.value, found.groups.length]).toEqual(['97', 1]);
  });

  test('keeps all means back when one would tell every vote of its group', () => {
    const found = democraticScore(
      [votes('PEERS', { EXCELLENT: 6, COMPETENT: 5 }), votes('POLICE', { COMPETENT: 6 })],
      rulesOf('MERGE'),
    );
    expect(found.groups.map(({ mean }) => mean)).toEqual([null, null]);
    expect(found.value).not.toBeNull();
  });

  test('of unanimous classes counted together is unanimous only for one grade', () => {
    const means = (b: ClassVotes['given']) =>
      democraticScore([votes('PEERS', { BASIC: 3 }), votes('POLICE', b)], rulesOf('MERGE')).groups;
    expect(means({ BASIC: 4 })).toMatchObject([{ votes: 7, mean: null }]);
    expect(means({ COMPETENT: 4 })).toMatchObject([{ votes: 7, mean: '535/7' }]);
  });
});

describe('what is shown of any votes', () => {
  const grades = fc.record<Record<AnnualGrade, number>>({
    EXCELLENT: fc.nat(6),
    COMPETENT: fc.nat(6),
    BASIC: fc.nat(3),
    INCOMPETENT: fc.nat(3),
  });
  const polled = fc.tuple(grades, grades, grades).map((each) =>
    each.map((given, at) => {
      const n = ANNUAL_GRADES.reduce((sum, grade) => sum + given[grade], 0);
      return votes(three[at]?.id ?? '', given, n + (n % 2));
    }),
  );

  test.each(['MERGE', 'HIDE'] as const)(
    'with %s no group, and no difference of groups, is smaller than minVoters',
    (mode) =>
      fc.assert(
        fc.property(polled, (given) => {
          const { groups, value, votes: n, gap } = democraticScore(given, rulesOf(mode));
          const shown = groups.reduce((sum, group) => sum + group.votes, 0);
          const names = groups.flatMap(({ classes }) => classes);
          expect(new Set(names).size).toBe(names.length);
          for (const group of groups) {
            expect(group.votes).toBeGreaterThanOrEqual(annual.minVoters);
            const rest = shown - group.votes;
            expect(rest === 0 || rest >= annual.minVoters).toBe(true);
          }
          if (gap !== null) expect([groups, value]).toEqual([[], null]);
          else if (mode === 'MERGE') expect(shown).toBe(n);
        }),
      ),
  );

  test('a value lies between the least and the greatest vote', () =>
    fc.assert(
      fc.property(polled, (given) => {
        const { value } = democraticScore(given, rulesOf('MERGE'));
        if (value === null) return;
        const exact = ratioFromText(value);
        expect(exact.compare(40) >= 0 && exact.compare(100) <= 0).toBe(true);
      }),
    ));
});
