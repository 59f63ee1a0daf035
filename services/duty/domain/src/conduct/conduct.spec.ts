import { describe, expect, test } from '@jest/globals';
import { fold, isRejection, Rejection, type Decider, type Message } from '@ywk/kernel';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { awardShares } from './award-shares.ts';
import {
  commendationDecider,
  rewardedOnce,
  type CommendationCommand,
} from './commendation.decider.ts';
import { commendationDue, disciplineDue } from './conduct-due.ts';
import { RC1_CONDUCT, type ConductRules } from './conduct-rules.ts';
import { disciplineDecider, type DisciplineCommand } from './discipline.decider.ts';
import { leaveDecider, type LeaveCommand } from './leave.decider.ts';

/** The state after commands, and the code of the refusal that ended them. */
const after = <C, S, E extends Message>(decider: Decider<C, S, E>, ...commands: readonly C[]) => {
  const events: E[] = [];
  let refusal: string | null = null;
  for (const command of commands) {
    try {
      events.push(...decider.decide(command, fold(decider, events)));
    } catch (error) {
      if (!isRejection(error)) throw error;
      refusal = error.code;
      break;
    }
  }
  return { events, refusal, state: fold(decider, events) };
};
/** Weekdays of 2024, but for the Dragon Boat holiday. */
const calendar = {
  knows: (day: string) => day.startsWith('2024'),
  isWorkingDay: (day: string) => {
    if (!day.startsWith('2024')) throw new Rejection('CALENDAR_UNKNOWN', { zh: day, en: day });
    return day !== '2024-06-10' && new Date(`${day}T00:00:00Z`).getUTCDay() % 6 !== 0;
  },
};
const by = (account: string, officer: string | null = null) => ({ account, officer });

describe('a case of discipline', () => {
  const step = { case: 'c', on: '2024-05-27', evidence: 'D' };
  const run = (...all: readonly DisciplineCommand[]) =>
    after(disciplineDecider(RC1_CONDUCT), ...all);
  const report = (who = by('ann'), on = step.on): DisciplineCommand => ({
    type: 'Report',
    data: {
      ...step,
      ...{ on, officer: 'o', by: who, actId: 'a', occurredAt: '2024-05-20T02:00:00.000Z' },
    },
  });
  const verify = (who: string, finding: 'CONFIRMED' | 'NOT_CONFIRMED' = 'CONFIRMED') =>
    ({ type: 'Verify', data: { ...step, by: by(who), finding } }) satisfies DisciplineCommand;
  const inform: DisciplineCommand = { type: 'Inform', data: { ...step, by: by('bo') } };
  const hear: DisciplineCommand = {
    type: 'Hear',
    data: { ...step, by: by('bo'), waived: false },
  };
  const fact = { fact: 'f', code: 'D07', amounts: {} };
  const decide = (who: string, sanction: string | null = 'WARNING', on = step.on) =>
    ({
      type: 'Decide',
      data: { ...step, on, by: by(who), sanction, fact: sanction === null ? null : fact },
    }) satisfies DisciplineCommand;
  const review = (who: string, result: 'UPHELD' | 'CHANGED' | 'ANNULLED', to = 'DEMERIT') =>
    ({
      type: 'Review',
      data: { ...step, by: by(who), result, sanction: to, fact: null },
    }) satisfies DisciplineCommand;
  const heard = [report(), verify('bo'), verify('cy'), inform, hear] as const;

  test('goes from report to a sanction with the months of the settings', () => {
    const { state, refusal } = run(...heard, decide('dan'));
    expect(refusal).toBeNull();
    expect(state.outcome).toEqual({
      sanction: { code: 'WARNING', months: 6, mostMonths: 48 },
      fact,
    });
  });

  test.each<[string, readonly DisciplineCommand[]]>([
    ['DISCIPLINE_UNKNOWN', [verify('bo')]],
    ['HEARING_MISSING', [report(), decide('dan')]],
    ['HEARING_MISSING', [report(), verify('bo'), verify('cy'), inform, decide('dan')]],
    ['INFORMATION_MISSING', [report(), verify('bo'), verify('cy'), hear]],
    ['VERIFICATION_MISSING', [report(), verify('bo'), inform]],
    ['DISCIPLINE_VERIFIED', [report(), verify('bo'), verify('cy'), verify('di')]],
    ['NOT_CONFIRMED', [...heard.with(2, verify('cy', 'NOT_CONFIRMED')), decide('dan')]],
    ['SANCTION_UNKNOWN', [...heard, decide('dan', 'FLOGGING')]],
    ['DISCIPLINE_DECIDED', [...heard, decide('dan'), decide('eve')]],
    ['DISCIPLINE_OPEN', [...heard, review('eve', 'ANNULLED')]],
    ['STEP_BEFORE_LAST', [...heard, decide('dan', 'WARNING', '2024-05-26')]],
    [
      'DISCIPLINE_ANNULLED',
      [...heard, decide('dan'), review('eve', 'ANNULLED'), review('flo', 'CHANGED')],
    ],
  ])('%s', (code, commands) => {
    expect(run(...commands).refusal).toBe(code);
  });

  test('that not all confirm ends with nothing held against the officer', () => {
    const { state, refusal } = run(
      ...heard.with(1, verify('bo', 'NOT_CONFIRMED')),
      decide('dan', null),
    );
    expect([refusal, state.outcome]).toEqual([null, { sanction: null, fact: null }]);
  });

  test('each step that must be another person is refused to every one of those before', () => {
    const same = (...commands: readonly DisciplineCommand[]) => run(...commands).refusal;
    const first = [report(), verify('bo'), verify('cy')];
    expect(same(report(by('ann', 'o')))).toBe('SAME_PERSON');
    expect(same(report(), verify('ann'))).toBe('SAME_PERSON');
    expect(same(report(), verify('bo'), verify('bo', 'NOT_CONFIRMED'))).toBe('SAME_PERSON');
    for (const who of ['ann', 'bo', 'cy']) {
      expect(same(...heard, decide(who))).toBe('SAME_PERSON');
      expect(same(...heard, decide('dan'), review(who, 'ANNULLED'))).toBe('SAME_PERSON');
    }
    expect(same(...heard, decide('dan'), review('dan', 'ANNULLED'))).toBe('SAME_PERSON');
    expect(same(...heard, decide('dan'), review('eve', 'UPHELD'), review('eve', 'ANNULLED'))).toBe(
      'SAME_PERSON',
    );
    const about = by('x', 'o');
    const steps: readonly DisciplineCommand[] = [
      { type: 'Verify', data: { ...step, by: about, finding: 'CONFIRMED' } },
      { type: 'Inform', data: { ...step, by: about } },
      { type: 'Hear', data: { ...step, by: about, waived: true } },
      { type: 'Decide', data: { ...step, by: about, sanction: null, fact: null } },
      {
        type: 'Review',
        data: { ...step, by: about, sanction: null, fact: null, result: 'ANNULLED' },
      },
    ];
    const before = [[report()], first, [...first, inform], [...heard], [...heard, decide('dan')]];
    for (const [at, command] of steps.entries()) {
      expect(same(...(before[at] ?? []), command)).toBe('SAME_PERSON');
    }
  });

  test('done twice is done once', () => {
    const twice = heard.flatMap((command) => [command, command]);
    expect(run(...twice).events).toHaveLength(5);
    expect(
      run(...heard, decide('dan'), review('eve', 'ANNULLED'), review('eve', 'ANNULLED')).events,
    ).toHaveLength(7);
  });

  test('upheld stays, changed is what the review says, annulled holds nothing', () => {
    const outcome = (result: 'UPHELD' | 'CHANGED' | 'ANNULLED') =>
      run(...heard, decide('dan'), review('eve', result)).state.outcome;
    expect(outcome('UPHELD').sanction?.code).toBe('WARNING');
    expect(outcome('CHANGED')).toEqual({
      sanction: { code: 'DEMERIT', months: 12, mostMonths: 48 },
      fact: null,
    });
    expect(outcome('ANNULLED')).toEqual({ sanction: null, fact: null });
  });

  test('is due in working days after the step before; a year without a calendar is not guessed', () => {
    const at = { rules: RC1_CONDUCT, calendar };
    const due = (...commands: readonly DisciplineCommand[]) =>
      disciplineDue(run(...commands).state, at);
    // Ten working days after Monday 27 May 2024: 10 June is the Dragon Boat holiday.
    expect(due(report())).toEqual({ step: 'VERIFY', due: '2024-06-11' });
    expect(due(report(), verify('bo'), verify('cy'))).toEqual({
      step: 'INFORM',
      due: '2024-06-03',
    });
    expect(due(...heard)).toMatchObject({ step: 'DECIDE' });
    expect(due(...heard, decide('dan'))).toBeNull();
    expect(() => due(report(by('ann'), '2199-01-01'))).toThrow('CALENDAR_UNKNOWN');
  });
});

describe('a commendation', () => {
  const step = { commendation: 'c', on: '2024-05-27', evidence: 'D' };
  const run = (...all: readonly CommendationCommand[]) =>
    after(commendationDecider(RC1_CONDUCT), ...all);
  const propose = (code = 'BRAVERY', matter: string | null = null, who = by('ann')) =>
    ({
      type: 'Propose',
      data: {
        ...{ ...step, code, matter, series: null, ownDuty: false, by: who, officers: ['o', 'p'] },
        occurredAt: '2024-05-20T02:00:00.000Z',
      },
    }) satisfies CommendationCommand;
  const ofSeries = (proposal: ReturnType<typeof propose>): CommendationCommand => ({
    ...proposal,
    data: { ...proposal.data, series: 'SERIES-1' },
  });
  const verify = (who: string): CommendationCommand => ({
    type: 'Verify',
    data: { ...step, by: by(who) },
  });
  const decide = (who: string, more: { grants?: boolean; amount?: number | null } = {}) =>
    ({
      type: 'Decide',
      data: {
        ...{ ...step, by: by(who), grants: true, amount: null, ...more },
        ...{ earlier: [0, 0], facts: ['f', 'g'] },
      },
    }) satisfies CommendationCommand;
  const annul = (who: string): CommendationCommand => ({
    type: 'Annul',
    data: { ...step, by: by(who) },
  });

  test('gives each officer the money of the catalogue, and praise is a fact', () => {
    expect(run(propose(), verify('bo'), decide('cy')).state.decided?.granted).toEqual([
      { officer: 'o', amount: 1_000_000, fact: null },
      { officer: 'p', amount: 1_000_000, fact: null },
    ]);
    const praised = run(propose('PUBLIC_PRAISE'), verify('bo'), decide('cy'));
    expect(praised.state.decided?.granted.map(({ fact }) => fact)).toEqual(['f', 'g']);
  });

  test.each<[string, readonly CommendationCommand[]]>([
    ['AWARD_UNKNOWN', [propose('MEDAL')]],
    ['MATTER_MISMATCH', [propose('BRAVERY', 'CASE-1')]],
    ['MATTER_MISMATCH', [propose('CASE')]],
    ['MATTER_MISMATCH', [ofSeries(propose())]],
    ['VERIFICATION_MISSING', [propose(), decide('cy')]],
    ['AMOUNT_FIXED', [propose(), verify('bo'), decide('cy', { amount: 5 })]],
    ['AMOUNT_MISSING', [propose('INSTANT'), verify('bo'), decide('cy')]],
    ['COMMENDATION_DECIDED', [propose(), verify('bo'), decide('cy'), decide('di')]],
    ['COMMENDATION_OPEN', [propose(), verify('bo'), annul('di')]],
    ['COMMENDATION_OPEN', [propose(), verify('bo'), decide('cy', { grants: false }), annul('di')]],
    ['COMMENDATION_UNKNOWN', [verify('bo')]],
    ['COMMENDATION_VERIFIED', [propose(), verify('bo'), verify('cy')]],
    ['SAME_PERSON', [propose('BRAVERY', null, by('x', 'p'))]],
    ['SAME_PERSON', [propose(), verify('ann')]],
    ['SAME_PERSON', [propose(), verify('bo'), decide('ann')]],
    ['SAME_PERSON', [propose(), verify('bo'), decide('bo')]],
    ['SAME_PERSON', [propose(), verify('bo'), decide('cy'), annul('ann')]],
    ['SAME_PERSON', [propose(), verify('bo'), decide('cy'), annul('bo')]],
    ['SAME_PERSON', [propose(), verify('bo'), decide('cy'), annul('cy')]],
  ])('%s', (code, commands) => {
    expect(run(...commands).refusal).toBe(code);
  });

  test('is due ten working days after it was verified', () => {
    const at = { rules: RC1_CONDUCT, calendar };
    expect(commendationDue(run(propose(), verify('bo')).state, at)).toEqual({
      step: 'AWARD',
      due: '2024-06-11',
    });
  });

  test('for a case is split to the fen, doubled from the fourth of a year, no money on own duty', () => {
    const rule = RC1_CONDUCT.awards.find(({ code }) => code === 'CASE');
    if (rule === undefined) throw new Error('no award for a case');
    const shares = (earlier: readonly number[], more: object = {}) =>
      awardShares({
        ...{ rule, perCase: RC1_CONDUCT.perCase, stated: 100_000, ownDuty: false },
        ...{ earlier, ...more },
      });
    expect(shares([0, 0, 0])).toEqual([33_334, 33_333, 33_333]);
    expect(shares([0, 3, 2])).toEqual([33_334, 66_666, 33_333]);
    const each = { ...RC1_CONDUCT.perCase, share: 'EACH' as const };
    expect(shares([0, 0], { perCase: each })).toEqual([100_000, 100_000]);
    expect(shares([0, 0], { ownDuty: true, stated: null })).toEqual([0, 0]);
  });
});

describe('what is rewarded once (DOMAIN 3.0b Per-case awards)', () => {
  const proposed = { matter: 'CASE-1', series: 'SERIES-1' };
  const of = (series?: 'ONCE' | 'EACH', said: object = {}) => {
    const { series: _rc1, ...perCase } = RC1_CONDUCT.perCase;
    const rules = { ...perCase, ...(series === undefined ? {} : { series }) };
    return rewardedOnce({ ...proposed, ...said }, { ...RC1_CONDUCT, perCase: rules });
  };

  test('is the case, and its series unless each case is paid', () => {
    expect(of('ONCE')).toEqual(['CASE-1', 'SERIES-1']);
    expect(of('EACH')).toEqual(['CASE-1']);
    expect(of()).toEqual(['CASE-1', 'SERIES-1']);
  });

  test('is one thing where the case has the number of its series, and nothing without a case', () => {
    expect(of('ONCE', { series: 'CASE-1' })).toEqual(['CASE-1']);
    expect(of('ONCE', { matter: null, series: null })).toEqual([]);
  });
});

describe('leave', () => {
  const ask = (who = by('ann'), to = '2024-08-31'): LeaveCommand => ({
    type: 'Request',
    data: { leave: 'l', officer: 'o', kind: 'MATERNITY', from: '2024-02-01', to, by: who },
  });
  const say = (type: 'Approve' | 'Withdraw', who = by('bo')): LeaveCommand => ({
    type,
    data: { leave: 'l', by: who },
  });
  const refusal = (...all: readonly LeaveCommand[]) => after(leaveDecider, ...all).refusal;

  test('is approved by another person than who asked and whom it is for', () => {
    expect(refusal(ask(by('own', 'o')), say('Approve'))).toBeNull();
    expect(refusal(ask(), say('Approve', by('ann')))).toBe('SAME_PERSON');
    expect(refusal(ask(), say('Approve', by('own', 'o')))).toBe('SAME_PERSON');
    expect(refusal(ask(), say('Approve'), say('Withdraw', by('own', 'o')))).toBe('SAME_PERSON');
    expect(refusal(ask(), say('Withdraw'), say('Approve'))).toBe('LEAVE_WITHDRAWN');
    expect(refusal(ask(by('ann'), '2024-01-31'))).toBe('LEAVE_DAYS');
    expect(refusal(say('Approve'))).toBe('LEAVE_UNKNOWN');
  });
});

test('the shipped catalogue carries what holds where a catalogue says nothing', () => {
  const text = readFileSync(new URL('../../../catalogue/facts-1.yaml', import.meta.url), 'utf8');
  const { conduct } = parse(text) as { readonly conduct: ConductRules };
  expect(conduct).toEqual(RC1_CONDUCT);
});
