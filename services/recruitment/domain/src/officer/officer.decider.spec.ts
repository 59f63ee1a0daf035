import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, fold, isRejection } from '@ywk/kernel';
import { given } from '@ywk/testing';
import { holdingsOf } from '../holding/holding.policy.ts';
import { officerDecider, type OfficerCommand } from './officer.decider.ts';
import type { OfficerEvent, Placement, SealedField } from './officer.events.ts';
import { stayOn } from './officer.state.ts';

const officer = 'o1';
const sealed: SealedField = { alg: 'A256GCM', kid: 'k1', iv: '', ct: '', tag: '' };
const person = {
  officer,
  auxiliaryType: 'CIVILIAN' as const,
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

  test('sending it twice changes nothing the second time', () =>
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), command, (before, sent) => {
        const once = send(before.reduce(send, [registered]), sent);
        expect(send(once, sent)).toEqual(once);
      }),
    ));
});
