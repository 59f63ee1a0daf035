import { describe, expect, test } from '@jest/globals';
import { isRejection } from '@ywk/kernel';
import { evaluationPairs, annualRulesIn } from './evaluation-pairs.ts';
import { leaderScores } from './leader-score.ts';
import { isConfirmed, panelStands } from './panel.ts';
import { RC1_REVIEWS } from './review-rules.ts';
import { refuseRoll, rollFaults } from './roll-faults.ts';
import { electorsOf, requireLeader, requireVoter, type Roll } from './roll.ts';

const roll: Roll = {
  subjects: ['B', 'C'],
  voters: ['B', 'C', 'D', 'E', 'F', 'G', 'H'].map((voter) => ({ voter, class: 'PEERS' })),
  leaders: ['L1', 'L2', 'C'].map((leader) => ({ leader, role: 'LEADER' })),
  panel: ['L1', 'P1', 'P2', 'P3', 'H'],
  kin: [
    ['D', 'B'],
    ['C', 'H'],
    ['L2', 'B'],
  ],
};
const ground = { reviews: RC1_REVIEWS, minVoters: 5 };

const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'ACCEPTED';
  } catch (error) {
    if (isRejection(error)) return error.code;
    throw error;
  }
};

describe('a roll', () => {
  test('lets nobody judge himself or his kin, whichever way the pair is written', () => {
    const electors = (officer: string) => electorsOf(roll, officer).map(({ voter }) => voter);
    expect(electors('B')).toEqual(['C', 'E', 'F', 'G', 'H']);
    expect(electors('C')).toEqual(['B', 'D', 'E', 'F', 'G']);
  });

  test.each([
    ['B', 'B', 'SELF_VOTE'],
    ['D', 'B', 'KIN_RECUSED'],
    ['H', 'C', 'KIN_RECUSED'],
    ['Z', 'B', 'NOT_ON_ROLL'],
    ['E', 'D', 'NOT_ON_ROLL'],
    ['E', 'B', 'ACCEPTED'],
  ])('a vote by %s on %s: %s', (voter, officer, code) => {
    expect(codeOf(() => requireVoter(roll, voter, officer))).toBe(code);
  });

  test.each([
    ['L1', 'B', 'ACCEPTED'],
    ['L2', 'B', 'KIN_RECUSED'],
    ['C', 'C', 'SELF_VOTE'],
    ['E', 'B', 'NOT_ON_ROLL'],
  ])('a score by %s of %s: %s', (leader, officer, code) => {
    expect(codeOf(() => requireLeader(roll, leader, officer))).toBe(code);
  });

  test('that is sound has no fault', () => {
    expect(rollFaults(roll, ground)).toEqual([]);
    expect(codeOf(() => refuseRoll(roll, ground))).toBe('ACCEPTED');
  });

  test('is refused with every place that is wrong', () => {
    const wrong: Roll = {
      ...roll,
      subjects: ['B', 'B'],
      voters: [...roll.voters.slice(0, 5), { voter: 'C', class: 'CLERKS' }],
      leaders: [{ leader: 'L1', role: 'CHIEF' }],
      panel: ['B', 'L2', 'P1', 'P1'],
    };
    expect(rollFaults(wrong, ground).map(({ path }) => path)).toEqual([
      '/subjects/1',
      '/voters/5',
      '/panel/3',
      '/voters/5/class',
      '/leaders/0/role',
      '/panel',
      '/panel',
      '/subjects/0',
      '/subjects/1',
    ]);
    expect(codeOf(() => refuseRoll(wrong, ground))).toBe('ROLL_INVALID');
  });

  test('needs a panel and an electorate for everybody', () => {
    const thin = { ...roll, panel: ['P1', 'P2', 'B'], voters: roll.voters.slice(0, 6) };
    expect(rollFaults(thin, ground)).toMatchObject([
      { path: '/panel', wrong: '2 members may confirm the result of B' },
      { path: '/subjects/0', wrong: '4 may vote on B' },
    ]);
  });
});

describe("leaders' scores", () => {
  const given = [
    ['L1', 'B', '92'],
    ['L2', 'B', '10'],
    ['C', 'B', '88.5'],
    ['L1', 'C', '70'],
    ['X', 'C', '100'],
  ].map(([leader = '', officer = '', score = '']) => ({ leader, officer, score }));

  test('are the mean of those who may judge, exactly', () => {
    expect([...leaderScores(given, roll, RC1_REVIEWS)]).toEqual([
      ['B', '361/4'],
      ['C', '70'],
    ]);
  });

  test('are weighed by the role', () => {
    const label = { zh: '所长', en: 'Chief' };
    const leaders = [...RC1_REVIEWS.leaders, { role: 'CHIEF', label, weight: 2 }];
    const chiefs = {
      ...roll,
      leaders: [{ leader: 'L1', role: 'CHIEF' }, ...roll.leaders.slice(2)],
    };
    const found = leaderScores(given, chiefs, { ...RC1_REVIEWS, leaders });
    expect(found.get('B')).toBe('545/6');
  });

  test('are levelled by medians when the scheme says so, within 0 … 100', () => {
    const free = { ...roll, kin: [], leaders: roll.leaders.slice(0, 2) };
    const strict = [
      { leader: 'L1', officer: 'B', score: '60' },
      { leader: 'L1', officer: 'C', score: '70' },
      { leader: 'L2', officer: 'B', score: '90' },
      { leader: 'L2', officer: 'C', score: '100' },
    ];
    const rules = { ...RC1_REVIEWS, strictness: 'MEDIAN' as const };
    expect([...leaderScores(strict, free, rules).values()]).toEqual(['75', '85']);
    const steep = strict.map((each) =>
      each.leader === 'L1' && each.officer === 'C' ? { ...each, score: '100' } : each,
    );
    // L1's median is 80, L2's 95, the common one 87.5: C would get 107.5 from L1.
    expect(leaderScores(steep, free, rules).get('C')).toBe('385/4');
  });
});

describe('a panel', () => {
  test('confirms by a quorum of those who are not recused', () => {
    const stands = panelStands(roll, ['L1', 'P1', 'H'], RC1_REVIEWS.panel);
    expect(stands).toEqual([
      { officer: 'B', members: 5, needed: 3, confirmed: 3 },
      { officer: 'C', members: 4, needed: 3, confirmed: 2 },
    ]);
    expect(isConfirmed(stands)).toBe(false);
    expect(isConfirmed(panelStands(roll, ['L1', 'P1', 'P2'], RC1_REVIEWS.panel))).toBe(true);
  });
});

describe('the weights of a year', () => {
  const annual = {
    parts: [
      { part: 'MONTH_TOTALS' as const, weight: 60 },
      { part: 'LEADERS' as const, weight: '22.5' },
      { part: 'VOTES' as const, weight: '17.5' },
    ],
    votes: { EXCELLENT: 100, COMPETENT: 85, BASIC: 65, INCOMPETENT: 40 },
    minTurnout: '80%',
    minVoters: 5,
    grades: [],
  };

  test('are declared pair by pair', () => {
    expect(evaluationPairs(annual)).toEqual({
      ...{ routine: '60.00', annual: '40.00', quantitative: '60.00', qualitative: '40.00' },
      ...{ leader: '22.50', democratic: '17.50' },
    });
  });

  test('are those of the nearest unit that has its own', () => {
    const own = [{ part: 'VOTES' as const, weight: 100 }];
    const rules = { unitWeights: { BUREAU: annual.parts, STATION: own } };
    expect(annualRulesIn(annual, rules, ['STATION', 'BUREAU']).parts).toBe(own);
    expect(annualRulesIn(annual, rules, ['ELSEWHERE'])).toBe(annual);
  });
});
