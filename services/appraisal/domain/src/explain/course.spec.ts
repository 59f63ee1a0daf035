import { describe, expect, test } from '@jest/globals';
import type { ProposalHead } from '../grade/grade-proposal.events.ts';
import { courseOf, outcomeOf, type ProposalTold } from './course.ts';

const head: ProposalHead = {
  ...{ proposal: 'p', calendar: 'month', period: '2024-05', revision: 1, unit: 'U' },
  ...{ schemeVersion: 'rc-1@1', budgetMode: 'BLOCK', budget: 300_000, asked: 355_000 },
  ...{ carriedIn: 0, carryOver: 0, members: 6, author: 'a', vector: {}, levels: null },
};
const line = (officer: string) => ({
  ...{ decision: `d-${officer}`, officer, post: 'CALL110', grade: 'G1' as const },
  ...{ total: 9700, performancePay: 60_000, level: null },
});
let pos = 0;
const told = (event: ProposalTold['event'], revision = 1): ProposalTold => ({
  ...{ revision, event },
  place: {
    ...{ log: 'l', partition: 1, pos: (pos += 1), eventId: `e-${pos}` },
    recordedAt: '2024-06-04T00:00:00.000Z',
  },
});
const proposed = (revision = 1) => [
  told({ type: 'GradesProposed', data: { ...head, revision } }, revision),
  told({ type: 'GradesListed', data: { proposal: 'p', part: 1, grades: [line('A')] } }, revision),
];
const refused = (over: Partial<ProposalHead> = {}) =>
  told({
    ...{ type: 'GradesRefused' },
    data: { ...head, ...over, code: 'BUDGET_EXCEEDED', overrun: 55_000 },
  });
const approved = told({
  ...{ type: 'GradesApproved' },
  data: { proposal: 'p', approver: 'b', members: 1 },
});
const moved = (officer: string) =>
  told({
    ...{ type: 'LevelCalibrated' },
    data: {
      ...{ proposal: 'p', officer, before: 2, after: 1, reason: 'DIARY', author: 'c' },
      evidence: 'DIARY-7',
    },
  });

describe('how far a month is', () => {
  const closed = { revision: 1, due: 1 };

  test.each([
    ['OPEN', [], { revision: 0, due: 0 }],
    ['WAITS_FOR_COMPUTATION', [], { revision: 0, due: 1 }],
    ['WAITS_FOR_PROPOSAL', [], closed],
    ['WAITS_FOR_APPROVAL', proposed(), closed],
    ['REFUSED', [refused()], closed],
    ['DECIDED', [...proposed(), approved], closed],
    ['WAITS_FOR_APPROVAL', [...proposed(), approved, ...proposed(2)], { revision: 2, due: 2 }],
  ] as const)('%s', (outcome, events, seen) => {
    expect(outcomeOf(events, seen, 'A')).toBe(outcome);
  });

  test('who has no line in what was approved is not ranked', () => {
    expect(outcomeOf([...proposed(), approved], closed, 'B')).toBe('NOT_RANKED');
  });
});

describe('what was done', () => {
  test('leaves out what concerns others alone, and says in which part somebody acted', () => {
    const acts = courseOf([...proposed(), moved('B'), moved('A'), approved], 'A');
    expect(acts.map(({ act, by }) => `${act} ${by}`)).toEqual([
      'PROPOSED PROPOSER',
      'CALIBRATED CALIBRATOR',
      'APPROVED APPROVER',
    ]);
    expect(acts[1]?.words).toEqual({
      zh: '警务等级由2级调为1级，理由DIARY，依据DIARY-7',
      en: 'level moved from 2 to 1, for DIARY by DIARY-7',
    });
  });

  test('a seat above a ceiling says what it rests on, to whom it concerns', () => {
    const placed = { level: 1, rule: 'LEVEL_1', by: null, enforced: false, steps: 0 } as const;
    const seat = { proposal: 'p', before: 2, level: placed, reserveSeats: 1 } as const;
    const above = (officer: string) => ({ ...seat, officer, usedThisYear: 1 });
    const given = { document: 'SP-7', author: 's' };
    const acts = courseOf(
      [
        told({ type: 'SeatAboveRefused', data: { ...above('A'), code: 'SEAT_ABOVE_CEILING' } }),
        told({ type: 'SeatAboveRefused', data: { ...above('B'), code: 'SEAT_ABOVE_CEILING' } }),
        told({
          type: 'SeatAboveGiven',
          data: { ...above('A'), ...given, by: 'SUPERIOR_APPROVAL' },
        }),
      ],
      'A',
    );
    expect(acts.map(({ act, by }) => `${act} ${by}`)).toEqual([
      'SEAT_REFUSED PROPOSER',
      'SEAT_GIVEN SUPERIOR',
    ]);
    expect(acts[0]?.words.en).toContain('1 of 1 reserve seats of the year were used before');
    expect(acts[1]?.words.zh).toBe('经上级批准超出名额列入1级，依据SP-7');
  });

  test('a refusal says by how much; below five it says no sum', () => {
    expect(courseOf([refused()], 'A')[0]?.words.en).toBe(
      "550.00 yuan above the unit's budget of 3000.00, which blocks it",
    );
    expect(courseOf([refused({ members: 4 })], 'A')[0]?.words).toEqual({
      zh: '超出本单位预算，按规则不得提出',
      en: 'above the budget of the unit, which blocks it',
    });
  });
});
