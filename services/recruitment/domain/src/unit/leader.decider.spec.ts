import { describe, expect, test } from '@jest/globals';
import { fold, isRejection } from '@ywk/kernel';
import type { OfficerEvent } from '../officer/officer.events.ts';
import { officerDecider, type OfficerCommand } from '../officer/officer.decider.ts';
import type { Officer } from '../officer/officer.state.ts';
import { bindingGaps } from './binding-gaps.ts';
import { leaderDecider, type Leader, type LeaderEvent } from './leader.decider.ts';

const chief: Leader = {
  ...{ unit: 'U', office: 'CHIEF', team: null, person: 'p1' },
  ...{ from: '2024-01-01', to: null },
};

const refusalOf = (run: () => unknown): string | null => {
  try {
    run();
    return null;
  } catch (error) {
    if (!isRejection(error)) throw error;
    return error.code;
  }
};

const named = (...leaders: readonly Leader[]): readonly Leader[] => {
  const events: LeaderEvent[] = [];
  for (const leader of leaders) {
    events.push(...leaderDecider.decide(leader, fold(leaderDecider, events)));
  }
  return fold(leaderDecider, events);
};

describe('who leads a unit', () => {
  test('is one at a time; the same first day gives an end, and then the next may follow', () => {
    const next = { ...chief, person: 'p2', from: '2024-06-01' };
    expect(refusalOf(() => named(chief, next))).toBe('LEADERS_OVERLAP');
    const ended = { ...chief, to: '2024-05-31' };
    expect(named(chief, ended, next, next)).toEqual([ended, next]);
  });

  test('each team has a leader of its own, who names it', () => {
    const leader: Leader = { ...chief, office: 'GROUP_LEADER', team: 'A' };
    expect(named(chief, leader, { ...leader, team: 'B' })).toHaveLength(3);
    expect(refusalOf(() => named({ ...leader, team: null }))).toBe('TEAM_OF_LEADER');
    expect(refusalOf(() => named({ ...chief, team: 'A' }))).toBe('TEAM_OF_LEADER');
    expect(refusalOf(() => named({ ...chief, to: '2023-12-31' }))).toBe('ENDS_BEFORE_BEGIN');
  });
});

const field = { alg: 'A256GCM', kid: 'k', iv: '', ct: '', tag: '' } as const;
const place = { unit: 'U', post: 'CALL110', team: 'A', badge: 'F1', seat: null };
const begin: readonly OfficerCommand[] = [
  {
    type: 'RegisterOfficer',
    data: {
      ...{ officer: 'o', auxiliaryType: 'DUTY', sex: null, name: field, identityNumber: field },
      ...{ phone: null, bankAccount: null },
    },
  },
  {
    type: 'HireOfficer',
    data: { officer: 'o', employment: 'e', from: '2024-01-01', tier: 7, ...place },
  },
];
const bind = (from: string, to: string | null, mentor = 'm'): OfficerCommand => ({
  type: 'BindMentor',
  data: { officer: 'o', mentor, from, to },
});

const after = (...commands: readonly OfficerCommand[]): Officer => {
  const events: OfficerEvent[] = [];
  for (const command of [...begin, ...commands]) {
    events.push(...officerDecider.decide(command, fold(officerDecider, events)));
  }
  const state = fold(officerDecider, events);
  if (state === undefined) throw new Error('Nobody was registered.');
  return state;
};

describe('a mentor', () => {
  test('is one at a time, is replaced from the same day, and ends with the employment', () => {
    expect(refusalOf(() => after(bind('2024-02-01', null), bind('2024-03-01', null, 'n')))).toBe(
      'MENTORS_OVERLAP',
    );
    const leave: OfficerCommand = {
      type: 'RecordLeave',
      data: { officer: 'o', on: '2024-06-30', ground: 'RESIGNED' },
    };
    expect(after(bind('2024-02-01', null), bind('2024-02-01', null, 'n'), leave).mentors).toEqual([
      { mentor: 'n', from: '2024-02-01', to: '2024-06-30' },
    ]);
  });

  test('is another person, within the employment', () => {
    expect(refusalOf(() => after(bind('2024-02-01', null, 'o')))).toBe('OWN_MENTOR');
    expect(refusalOf(() => after(bind('2023-02-01', null)))).toBe('NOT_IN_SERVICE');
  });
});

test('a gap is told for each who has nobody on the day', () => {
  const officer = after(bind('2024-02-01', '2024-02-29'));
  const leader: Leader = { ...chief, office: 'GROUP_LEADER', team: 'A' };
  const leaders = [chief, leader, { ...leader, unit: 'V' }];
  const missing = (day: string, all: readonly Leader[] = leaders) =>
    bindingGaps([officer], all, day).map((gap) => gap.missing);
  expect(missing('2024-02-15')).toEqual(['DEPUTY']);
  expect(missing('2024-03-01')).toEqual(['MENTOR', 'DEPUTY']);
  expect(missing('2024-02-29', [{ ...leader, team: 'B' }])).toEqual([
    ...['CHIEF', 'DEPUTY', 'GROUP_LEADER'],
  ]);
  expect(missing('2023-12-31')).toEqual([]);
});
