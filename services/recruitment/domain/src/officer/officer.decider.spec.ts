import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, fold, isRejection } from '@ywk/kernel';
import { given } from '@ywk/testing';
import { holdingsOf } from '../holding/holding.policy.ts';
import { officerDecider, type OfficerCommand } from './officer.decider.ts';
import type {
  HeldDays,
  OfficerEvent,
  Placement,
  SealedField,
  SecondPost,
} from './officer.events.ts';
import { employmentOn, stayOn, type Officer } from './officer.state.ts';

const officer = 'o1';
const sealed: SealedField = { alg: 'A256GCM', kid: 'k1', iv: '', ct: '', tag: '' };
const person = {
  officer,
  auxiliaryType: 'CIVILIAN' as const,
  sex: 'F' as const,
  name: sealed,
  identityNumber: sealed,
  phone: null,
  bankAccount: null,
};
const desk: Placement = { unit: 'U1', post: 'CALL110', team: null, badge: 'B1', seat: 'S1' };
const patrol: Placement = { ...desk, unit: 'U2', post: 'PATROL_STATION', seat: null };
const registered: OfficerEvent = { type: 'OfficerRegistered', data: person };
const hiring = { officer, employment: 'e1', from: '2024-01-01', tier: 7, ...desk };
const hired: OfficerEvent = { type: 'OfficerHired', data: hiring };
const left = (on: string): OfficerEvent => ({
  type: 'OfficerLeft',
  data: { officer, employment: 'e1', on, ground: 'RESIGNED' },
});
const leave = (on: string): OfficerCommand => ({
  type: 'RecordLeave',
  data: { officer, on, ground: 'RESIGNED' },
});
const moved = (from: string, to: Placement): OfficerEvent => ({
  type: 'OfficerTransferred',
  data: { officer, from, ...to },
});
const move = (from: string, to: Placement): OfficerCommand => ({
  type: 'TransferOfficer',
  data: { officer, from, ...to },
});
const hire = (employment: string, from: string): OfficerCommand => ({
  type: 'HireOfficer',
  data: { ...hiring, employment, from },
});
const erase: OfficerCommand = { type: 'EraseSubject', data: { officer, today: '2024-06-01' } };

describe('registering and hiring', () => {
  test('a person is registered once', () => {
    given(officerDecider, []).when({ type: 'RegisterOfficer', data: person }).then(registered);
    given(officerDecider, [registered])
      .when({ type: 'RegisterOfficer', data: person })
      .thenRejected('OFFICER_EXISTS');
  });

  test('registering and hiring can be one step', () =>
    given(officerDecider, [])
      .when({ type: 'EnlistOfficer', data: { person, hire: hiring } })
      .then(registered, hired));

  test('nobody is hired who was not registered', () =>
    given(officerDecider, []).when(hire('e1', '2024-01-01')).thenRejected('OFFICER_UNKNOWN'));

  test('the same employment again is nothing new, with other data it is refused', () => {
    given(officerDecider, [registered, hired]).when(hire('e1', '2024-01-01')).thenNothing();
    given(officerDecider, [registered, hired])
      .when(hire('e1', '2024-01-02'))
      .thenRejected('EMPLOYMENT_EXISTS');
  });

  test('a second employment begins after the first has ended', () => {
    const before = [registered, hired, left('2024-03-31')];
    given(officerDecider, [registered, hired])
      .when(hire('e2', '2025-01-01'))
      .thenRejected('ALREADY_IN_SERVICE');
    given(officerDecider, before)
      .when(hire('e2', '2024-03-31'))
      .thenRejected('EMPLOYMENTS_OVERLAP');
    given(officerDecider, before)
      .when(hire('e2', '2024-04-01'))
      .then({ type: 'OfficerHired', data: { ...hiring, employment: 'e2', from: '2024-04-01' } });
  });
});

describe('transfers and leaving', () => {
  test('a transfer may lie in the past and leaves later stays alone', () => {
    const history = [registered, hired, moved('2024-05-01', patrol), moved('2024-03-01', patrol)];
    const state = fold(officerDecider, history);
    const unitOn = (day: string) => state && stayOn(state, day)?.unit;
    expect(['2024-02-29', '2024-03-01', '2024-05-01'].map(unitOn)).toEqual(['U1', 'U2', 'U2']);
  });

  test('the same placement again is nothing new', () =>
    given(officerDecider, [registered, hired]).when(move('2024-02-01', desk)).thenNothing());

  test('needs an employment on that day', () => {
    given(officerDecider, [registered, hired])
      .when(move('2023-12-31', patrol))
      .thenRejected('NOT_IN_SERVICE');
    given(officerDecider, [registered, hired, left('2024-03-31')])
      .when(move('2024-04-01', patrol))
      .thenRejected('NOT_IN_SERVICE');
  });

  test('one leaves once, on a day of service, with no placement behind it', () => {
    given(officerDecider, [registered, hired]).when(leave('2024-03-31')).then(left('2024-03-31'));
    given(officerDecider, [registered, hired, left('2024-03-31')])
      .when(leave('2024-03-31'))
      .thenNothing();
    given(officerDecider, [registered, hired, left('2024-03-31')])
      .when(leave('2024-03-01'))
      .thenRejected('EMPLOYMENT_ENDED');
    given(officerDecider, [registered, hired, moved('2024-05-01', patrol)])
      .when(leave('2024-04-30'))
      .thenRejected('PLACED_AFTER_LEAVING');
  });
});

const second = { from: '2024-03-01', to: null, unit: 'U2', post: 'CLERK', team: null, share: 40 };
const master = { role: 'master', from: '2024-03-01', to: null };
type Days = Partial<HeldDays>;
const holdSecond = (over: Partial<SecondPost> = {}): OfficerCommand => ({
  type: 'HoldSecondPost',
  data: { officer, ...second, ...over },
});
const secondHeld = (over: Partial<SecondPost> = {}): OfficerEvent => ({
  type: 'SecondPostHeld',
  data: { officer, ...second, ...over },
});
const holdMaster = (over: Days = {}): OfficerCommand => ({
  type: 'HoldRole',
  data: { officer, ...master, ...over },
});
const masterHeld = (over: Days = {}): OfficerEvent => ({
  type: 'RoleHeld',
  data: { officer, ...master, ...over },
});
const serving = [registered, hired];

describe('a second post', () => {
  test('begins, may lie in the past, and gets another share or its end from the same day', () => {
    given(officerDecider, serving).when(holdSecond()).then(secondHeld());
    const held = [...serving, secondHeld()];
    given(officerDecider, held).when(holdSecond()).thenNothing();
    given(officerDecider, held)
      .when(holdSecond({ share: 50 }))
      .then(secondHeld({ share: 50 }));
    const ended = holdSecond({ to: '2024-04-30' });
    given(officerDecider, held)
      .when(ended)
      .then(secondHeld({ to: '2024-04-30' }));
    given(officerDecider, [...held, secondHeld({ to: '2024-04-30' })])
      .when(holdSecond({ from: '2024-05-01', unit: 'U3' }))
      .then(secondHeld({ from: '2024-05-01', unit: 'U3' }));
  });

  test('lies within one employment, first day before last', () => {
    given(officerDecider, [registered]).when(holdSecond()).thenRejected('NOT_IN_SERVICE');
    given(officerDecider, serving)
      .when(holdSecond({ from: '2023-12-31' }))
      .thenRejected('NOT_IN_SERVICE');
    given(officerDecider, serving)
      .when(holdSecond({ to: '2024-02-29' }))
      .thenRejected('ENDS_BEFORE_BEGIN');
    const gone = [...serving, left('2024-04-30')];
    given(officerDecider, gone).when(holdSecond()).thenRejected('NOT_IN_SERVICE');
    given(officerDecider, gone)
      .when(holdSecond({ to: '2024-05-01' }))
      .thenRejected('NOT_IN_SERVICE');
    given(officerDecider, gone)
      .when(holdSecond({ to: '2024-04-30' }))
      .then(secondHeld({ to: '2024-04-30' }));
  });

  test('is one at a time', () => {
    const held = [...serving, secondHeld({ to: '2024-04-30' })];
    for (const other of [
      { from: '2024-04-30' },
      { from: '2024-02-01' },
      { from: '2024-02-01', to: '2024-03-01' },
    ]) {
      given(officerDecider, held).when(holdSecond(other)).thenRejected('SECOND_POSTS_OVERLAP');
    }
    given(officerDecider, held)
      .when(holdSecond({ from: '2024-02-01', to: '2024-02-29' }))
      .then(secondHeld({ from: '2024-02-01', to: '2024-02-29' }));
  });

  test('is another than the main one, whichever of the two is told last', () => {
    given(officerDecider, serving)
      .when(holdSecond({ post: desk.post }))
      .thenRejected('SECOND_POST_IS_MAIN');
    const clerk = { ...desk, post: 'CLERK' };
    const later = [...serving, moved('2024-05-01', clerk)];
    given(officerDecider, later).when(holdSecond()).thenRejected('SECOND_POST_IS_MAIN');
    given(officerDecider, later)
      .when(holdSecond({ to: '2024-04-30' }))
      .then(secondHeld({ to: '2024-04-30' }));
    given(officerDecider, [...serving, secondHeld()])
      .when(move('2024-05-01', clerk))
      .thenRejected('SECOND_POST_IS_MAIN');
  });
});

describe('a role', () => {
  test('begins and ends, once at a time, within one employment', () => {
    given(officerDecider, serving).when(holdMaster()).then(masterHeld());
    const held = [...serving, masterHeld()];
    given(officerDecider, held).when(holdMaster()).thenNothing();
    given(officerDecider, held)
      .when(holdMaster({ from: '2024-04-01' }))
      .thenRejected('ROLE_HELD');
    given(officerDecider, held)
      .when(holdMaster({ to: '2024-03-31' }))
      .then(masterHeld({ to: '2024-03-31' }));
    given(officerDecider, held)
      .when(holdMaster({ to: '2024-02-29' }))
      .thenRejected('ENDS_BEFORE_BEGIN');
    given(officerDecider, [registered]).when(holdMaster()).thenRejected('NOT_IN_SERVICE');
    const apprentice = { officer, ...master, role: 'apprentice' };
    given(officerDecider, held)
      .when({ type: 'HoldRole', data: apprentice })
      .then({ type: 'RoleHeld', data: apprentice });
  });
});

describe('what is held beside the post', () => {
  const ended = secondHeld({ from: '2024-02-01', to: '2024-02-10' });
  const held = [...serving, ended, secondHeld(), masterHeld({ to: '2024-12-31' })];

  test('ends with the employment', () =>
    given(officerDecider, held)
      .when(leave('2024-05-31'))
      .then(
        secondHeld({ to: '2024-05-31' }),
        masterHeld({ to: '2024-05-31' }),
        left('2024-05-31'),
      ));

  test('may not begin after it', () =>
    given(officerDecider, held).when(leave('2024-02-29')).thenRejected('PLACED_AFTER_LEAVING'));
});

describe('erasing', () => {
  const gone = [registered, hired, left('2024-05-31')];
  const erased: OfficerEvent = { type: 'SubjectErased', data: { officer, kid: 'k1' } };

  test('waits for the last day and happens once', () => {
    given(officerDecider, [registered, hired]).when(erase).thenRejected('STILL_IN_SERVICE');
    given(officerDecider, [registered, hired, left('2024-06-01')])
      .when(erase)
      .thenRejected('STILL_IN_SERVICE');
    given(officerDecider, gone).when(erase).then(erased);
    given(officerDecider, [...gone, erased])
      .when(erase)
      .thenNothing();
  });

  test('a duty to keep stands against it', () => {
    const restricted: OfficerEvent = { type: 'SubjectRestricted', data: { officer, ground: 'G' } };
    given(officerDecider, gone)
      .when({ type: 'RestrictSubject', data: { officer, ground: 'G' } })
      .then(restricted);
    given(officerDecider, [...gone, restricted])
      .when(erase)
      .thenRejected('SUBJECT_RESTRICTED');
  });

  test('nothing can be done with the person afterwards', () =>
    given(officerDecider, [...gone, erased])
      .when(hire('e2', '2024-07-01'))
      .thenRejected('SUBJECT_ERASED'));
});

describe('whatever is sent', () => {
  const day = fc.nat({ max: 40 }).map((days) => addDays('2024-01-01', days));
  const placement = fc.record({
    unit: fc.constantFrom('U1', 'U2'),
    post: fc.constant('CALL110'),
    team: fc.constant(null),
    badge: fc.constantFrom('B1', 'B2'),
    seat: fc.constantFrom('S1', null),
  });
  const command: fc.Arbitrary<OfficerCommand> = fc.oneof(
    fc
      .tuple(fc.constantFrom('e1', 'e2', 'e3'), day, placement)
      .map(([employment, from, place]): OfficerCommand => ({
        type: 'HireOfficer',
        data: { officer, employment, from, tier: null, ...place },
      })),
    fc.tuple(day, placement).map(([from, place]) => move(from, place)),
    fc
      .tuple(day, fc.option(day), fc.constantFrom('CALL110', 'CLERK'))
      .map(([from, to, post]) => holdSecond({ from, to, post })),
    fc.tuple(day, fc.option(day)).map(([from, to]) => holdMaster({ from, to })),
    day.map(leave),
  );

  const send = (events: OfficerEvent[], sent: OfficerCommand): OfficerEvent[] => {
    try {
      return [...events, ...officerDecider.decide(sent, fold(officerDecider, events))];
    } catch (error) {
      if (!isRejection(error)) throw error;
      return events;
    }
  };

  test('no badge is held twice on one day, and each day has one placement at most', () =>
    fc.assert(
      fc.property(fc.array(command, { maxLength: 20 }), (commands) => {
        const state = fold(officerDecider, commands.reduce(send, [registered]));
        const badges = holdingsOf(state).filter(({ kind }) => kind === 'BADGE');
        const ordered = [...badges].sort((a, b) => (a.from < b.from ? -1 : 1));
        ordered.forEach(({ from, until }, at) => {
          expect(until === null || from < until).toBe(true);
          const next = ordered[at + 1];
          if (next !== undefined) expect(until !== null && until <= next.from).toBe(true);
        });
      }),
    ));

  const endOf = (to: string | null | undefined): string => to ?? '9999-12-31';
  const meeting = (held: readonly HeldDays[]): HeldDays[] =>
    held.slice(1).filter(({ from }, at) => endOf(held[at]?.to) >= from);
  const outlasting = (state: Officer, held: readonly HeldDays[]): HeldDays[] =>
    held.filter(({ from, to }) => {
      const service = employmentOn(state, from);
      return service === undefined || endOf(to) > endOf(service.left?.on);
    });

  test('of what is held beside the post, no two of a kind meet, and nothing outlasts the service', () =>
    fc.assert(
      fc.property(fc.array(command, { maxLength: 20 }), (commands) => {
        const state = fold(officerDecider, commands.reduce(send, [registered]));
        if (state === undefined) throw new Error('Somebody was registered.');
        for (const held of [state.secondPosts, state.roles]) {
          expect(meeting(held)).toEqual([]);
          expect(outlasting(state, held)).toEqual([]);
        }
      }),
    ));

  test('sending it twice changes nothing the second time', () =>
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), command, (before, sent) => {
        const once = send(before.reduce(send, [registered]), sent);
        expect(send(once, sent)).toEqual(once);
      }),
    ));
});
