import { describe, expect, test } from '@jest/globals';
import { fold } from '@ywk/kernel';
import type { ForceLevel, GroupMode, LevelRule, QuotaUse } from '../level/levels.ts';
import type { CalibrationAsk } from './calibrate.ts';
import { gradeProposal, type GradeProposalCommand } from './grade-proposal.decider.ts';
import type { GradeProposalEvent, ProposedGrade } from './grade-proposal.events.ts';

const line = (
  officer: string,
  total: number,
  [level, rule]: readonly [ForceLevel, LevelRule],
): ProposedGrade => ({
  ...{ decision: `d-${officer}`, officer, post: 'CALL110', grade: 'G3', performancePay: 50_000 },
  total: total * 100,
  level: { level, rule, by: null, enforced: false, steps: 0 },
});

/** Ten people: 2 of level 1, 4 of level 2, 2 of level 3, 2 tied at the floor, one of them forced. */
const LINES = [
  ...[99, 98].map((total, at) => line(`a${at}`, total, [1, 'LEVEL_1'])),
  ...[97, 96, 95, 94].map((total, at) => line(`b${at}`, total, [2, 'LEVEL_2'])),
  ...[93, 80, 80].map((total, at) => line(`c${at}`, total, [3, 'LEVEL_3'])),
  line('z', 95, [4, 'FORCED']),
];

const use = (quota: QuotaUse['quota'], seats: number, used: number): QuotaUse => ({
  ...{ quota, seats, used, share: '20%', n: 10, cut: null, tie: null, tied: 0, competitors: 10 },
});

const proposed = (mode: GroupMode = 'APPLIED', lines = LINES): GradeProposalEvent[] => {
  const quotas = [use('LEVEL_4', 1, 1), use('LEVEL_1', 2, 2), use('LEVELS_1_AND_2', 6, 6)];
  const data = {
    ...{ proposal: 'p1', calendar: 'month', period: '2024-05', revision: 1, unit: 'ZJG-110' },
    ...{ schemeVersion: 'rc-1@1', budgetMode: 'SCALE' as const, author: 'appraiser-1', vector: {} },
    ...{ perHead: 50_000, held: null, carriedIn: 0, asks: lines },
    levels: { units: ['ZJG-110'], mode, n: 10, quotas, carried: {} },
  };
  return send([], { type: 'ProposeGrades', data });
};

const send = (history: GradeProposalEvent[], command: GradeProposalCommand) => [
  ...history,
  ...gradeProposal.decide(command, fold(gradeProposal, history)),
];

const move = (officer: string, level: ForceLevel, more: Partial<CalibrationAsk> = {}) => ({
  type: 'CalibrateLevel' as const,
  data: {
    ...{ proposal: 'p1', officer, level, reason: 'DIARY', evidence: 'D-17', most: 1 },
    author: { actor: 'appraiser-2', officer: null },
    ...more,
  },
});

const levelIn = (history: GradeProposalEvent[], officer: string) =>
  fold(gradeProposal, history).grades.find((each) => each.officer === officer)?.level?.level;

describe('calibration before the approval', () => {
  test('keeps before and after with reason and evidence; the same again changes nothing', () => {
    const history = send(proposed(), move('a0', 2));
    expect(history.at(-1)).toEqual({
      type: 'LevelCalibrated',
      data: {
        ...{ proposal: 'p1', officer: 'a0', before: 1, after: 2 },
        ...{ reason: 'DIARY', evidence: 'D-17', author: 'appraiser-2' },
      },
    });
    expect(levelIn(history, 'a0')).toBe(2);
    expect(send(history, move('a0', 2))).toHaveLength(history.length);
    expect(fold(gradeProposal, history).calibrations['a0']).toMatchObject({ before: 1 });
  });

  test('a full ceiling is refused until somebody has made room', () => {
    expect(() => send(proposed(), move('b0', 1))).toThrow('CALIBRATION_REFUSED');
    const room = send(proposed(), move('a1', 2));
    expect(levelIn(send(room, move('b0', 1)), 'b0')).toBe(1);
    expect(() => send(send(room, move('b0', 1)), move('a1', 1))).toThrow('quota LEVEL_1');
    expect(() => send(proposed(), move('c0', 2))).toThrow('quota LEVELS_1_AND_2');
  });

  test('no further from where somebody was placed than the scheme allows', () => {
    const down = send(proposed(), move('a0', 2));
    expect(() => send(down, move('a0', 3))).toThrow('by 1 at most');
    expect(levelIn(send(down, move('a0', 3, { most: 2 })), 'a0')).toBe(3);
    expect(() => send(proposed(), move('a0', 2, { most: 0 }))).toThrow('by 0 at most');
  });

  test('level 4 goes by score ascending, and its floor holds', () => {
    expect(() => send(proposed(), move('c0', 4))).toThrow('score ascending');
    const two = send(send(proposed(), move('c1', 4)), move('c2', 4));
    expect(levelIn(two, 'c2')).toBe(4);
    expect(levelIn(send(two, move('c1', 3)), 'c1')).toBe(3);
    const floor = LINES.filter(({ officer }) => officer !== 'z');
    const low = line('l', 70, [4, 'FLOOR']);
    expect(() => send(proposed('APPLIED', [...floor, low]), move('l', 3))).toThrow('LEVEL_4');
  });

  test.each([
    ['a forced level', move('z', 3), 'CALIBRATION_REFUSED'],
    ['somebody who is not there', move('x', 3), 'CALIBRATION_REFUSED'],
    ['the own level', move('a0', 2, { author: { actor: 'x', officer: 'a0' } }), 'SAME_PERSON'],
  ])('%s is not moved', (_what, command, code) => {
    expect(() => send(proposed(), command)).toThrow(code);
  });

  test('a unit that is joined with others keeps to what it had', () => {
    const used = proposed('MERGED');
    expect(() => send(used, move('b0', 1))).toThrow('LEVEL_1');
    expect(levelIn(send(send(used, move('a0', 2)), move('b0', 1)), 'b0')).toBe(1);
  });

  test('who moved a level cannot approve; after the approval nothing is moved', () => {
    const history = send(proposed(), move('a0', 2));
    const approve = (actor: string): GradeProposalCommand => ({
      type: 'ApproveGrades',
      data: { proposal: 'p1', approver: { actor, officer: null } },
    });
    expect(() => send(history, approve('appraiser-2'))).toThrow('SAME_PERSON');
    const approved = send(history, approve('approver-1'));
    expect(() => send(approved, move('a1', 2))).toThrow('PROPOSAL_NOT_OPEN');
    expect(() => send([], move('a1', 2))).toThrow('PROPOSAL_NOT_OPEN');
  });
});
