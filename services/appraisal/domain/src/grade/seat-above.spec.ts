import { describe, expect, test } from '@jest/globals';
import { fold } from '@ywk/kernel';
import type { ForceLevel, QuotaUse } from '../level/levels.ts';
import { gradeProposal, type GradeProposalCommand } from './grade-proposal.decider.ts';
import type { GradeProposalEvent, ProposedGrade } from './grade-proposal.events.ts';

const line = (officer: string, level: ForceLevel): ProposedGrade => ({
  ...{ decision: `d-${officer}`, officer, post: 'CALL110', grade: 'G3', total: 8500 },
  performancePay: 50_000,
  level: { level, rule: level === 1 ? 'LEVEL_1' : 'LEVEL_3', by: null, enforced: false, steps: 0 },
});

const quota: QuotaUse = {
  ...{ quota: 'LEVEL_1', share: '20%', n: 5, seats: 1, used: 1, cut: null },
  ...{ tie: null, tied: 0, competitors: 5 },
};

/** After the ruling a would stand on level 1 before b, who keeps it. */
const propose = (reserveSeats: number): GradeProposalCommand => ({
  type: 'ProposeGrades',
  data: {
    ...{ proposal: 'p1', calendar: 'month', period: '2024-05', revision: 2, unit: 'U' },
    ...{ schemeVersion: 'rc-1@1', budgetMode: 'SCALE', author: 'appraiser', vector: {} },
    ...{ perHead: 50_000, carriedIn: 0, asks: [line('a', 1), line('b', 2)] },
    levels: { units: ['U'], mode: 'APPLIED', n: 5, quotas: [quota], carried: {} },
    held: {
      ...{ period: '2024-05', published: [line('a', 3), line('b', 1)], moved: ['a'] },
      reserve: { reserveSeats, usedThisYear: 0 },
    },
  },
});

const chief = { actor: 'chief', officer: null };
const give = (over: object = {}): GradeProposalCommand => ({
  type: 'GiveSeat',
  data: {
    ...{ proposal: 'p1', officer: 'a', document: 'SP-7', approver: chief, isSuperior: true },
    ...over,
  },
});
const approve = (actor: string): GradeProposalCommand => ({
  type: 'ApproveGrades',
  data: { proposal: 'p1', approver: { actor, officer: null } },
});

const send = (...commands: GradeProposalCommand[]): GradeProposalEvent[] =>
  commands.reduce<GradeProposalEvent[]>(
    (known, command) => [...known, ...gradeProposal.decide(command, fold(gradeProposal, known))],
    [],
  );
const levelsAfter = (...commands: GradeProposalCommand[]) =>
  fold(gradeProposal, send(...commands)).grades.map(({ level }) => level?.level);

describe('a seat above the ceiling', () => {
  test('is refused without a reserve seat, and given by somebody above the unit', () => {
    expect(send(propose(0)).at(-1)).toMatchObject({
      type: 'SeatAboveRefused',
      data: { officer: 'a', before: 3, code: 'SEAT_ABOVE_CEILING', usedThisYear: 0 },
    });
    expect(levelsAfter(propose(0))).toEqual([3, 1]);
    expect(levelsAfter(propose(0), give())).toEqual([1, 1]);
    expect(send(propose(0), give()).at(-1)?.data).toMatchObject({
      ...{ by: 'SUPERIOR_APPROVAL', document: 'SP-7', author: 'chief' },
    });
  });

  test('is given once', () => {
    expect(send(propose(0), give(), give())).toEqual(send(propose(0), give()));
  });

  test('is taken of the reserve without anybody', () => {
    expect(send(propose(1)).at(-1)).toMatchObject({
      type: 'SeatAboveGiven',
      data: { by: 'RESERVE_SEAT', document: null, author: 'appraiser' },
    });
    expect(levelsAfter(propose(1))).toEqual([1, 1]);
  });

  test.each([
    ['by who does not stand above the unit', { isSuperior: false }, 'SEAT_ABOVE_CEILING'],
    ['to whom none was refused', { officer: 'b' }, 'SEAT_NOT_REFUSED'],
    ['by who proposed', { approver: { actor: 'appraiser', officer: null } }, 'SAME_PERSON'],
    ['by the officer', { approver: { actor: 'x', officer: 'a' } }, 'SAME_PERSON'],
  ])('is refused %s', (_, over, code) => {
    expect(() => send(propose(0), give(over))).toThrow(code);
  });

  test('is no more given once the grades are approved; who gave it does not approve them', () => {
    expect(() => send(propose(0), approve('other'), give())).toThrow('PROPOSAL_NOT_OPEN');
    expect(() => send(propose(0), give(), approve('chief'))).toThrow('SAME_PERSON');
    expect(send(propose(0), give(), approve('other')).at(-1)?.type).toBe('GradesApproved');
  });
});
