import { describe, expect, test } from '@jest/globals';
import { fold, isRejection } from '@ywk/kernel';
import { officer, type OfficerCommand, type OfficerEvent } from './officer.decider.ts';
import type { SealedField } from './officer.ts';

const sealed: SealedField = { alg: 'A256GCM', kid: 'kid-1', iv: '', ct: '', tag: '' };
const registered: OfficerEvent = {
  type: 'OfficerRegistered',
  data: {
    auxiliaryType: 'DUTY',
    name: sealed,
    identityNumber: sealed,
    phone: null,
    bankAccount: null,
  },
};
const placement = { unit: 'U1', post: 'CALL110', team: 'A', badge: 'F1', seat: 'S1' };
const hired: OfficerEvent = {
  type: 'OfficerHired',
  data: { employment: 'e1', from: '2024-01-01', tier: 7, ...placement },
};
const left: OfficerEvent = {
  type: 'OfficerLeft',
  data: { employment: 'e1', on: '2024-06-30', ground: 'RESIGNED' },
};

const when = (past: OfficerEvent[], command: OfficerCommand): OfficerEvent[] | string => {
  try {
    return officer.decide(command, fold(officer, past));
  } catch (error) {
    if (isRejection(error)) return error.code;
    throw error;
  }
};

describe('an officer', () => {
  test('is registered once', () => {
    expect(when([], { type: 'RegisterOfficer', data: registered.data })).toEqual([registered]);
    expect(when([registered], { type: 'RegisterOfficer', data: registered.data })).toBe(
      'OFFICER_EXISTS',
    );
  });

  test('must be registered before anything else', () =>
    expect(when([], { type: 'HireOfficer', data: hired.data })).toBe('OFFICER_UNKNOWN'));

  test('is hired, and the same hiring twice changes nothing', () => {
    expect(when([registered], { type: 'HireOfficer', data: hired.data })).toEqual([hired]);
    expect(when([registered, hired], { type: 'HireOfficer', data: hired.data })).toEqual([]);
  });

  test('has one employment at a time, and none that overlaps an earlier one', () => {
    const again: OfficerCommand = {
      type: 'HireOfficer',
      data: { ...hired.data, employment: 'e2', from: '2024-06-30' },
    };
    expect(when([registered, hired], again)).toBe('ALREADY_EMPLOYED');
    expect(when([registered, hired, left], again)).toBe('EMPLOYMENT_OVERLAPS');
    const later = { ...again.data, from: '2024-07-01' };
    expect(when([registered, hired, left], { type: 'HireOfficer', data: later })).toHaveLength(1);
  });

  test('is moved also into the past, in whatever order the moves are told', () => {
    const june = { ...placement, unit: 'U2', from: '2024-06-01' };
    const march = { ...placement, unit: 'U3', from: '2024-03-01' };
    const past: OfficerEvent[] = [registered, hired, { type: 'OfficerTransferred', data: june }];
    expect(when(past, { type: 'TransferOfficer', data: march })).toHaveLength(1);
    const state = fold(officer, [...past, { type: 'OfficerTransferred', data: march }]);
    expect(state.employments[0]?.placements.map(({ unit }) => unit)).toEqual(['U1', 'U3', 'U2']);
  });

  test('is moved once by the same transfer, and never to before the employment', () => {
    const move = { ...placement, unit: 'U2', from: '2024-06-01' };
    const past: OfficerEvent[] = [registered, hired, { type: 'OfficerTransferred', data: move }];
    expect(when(past, { type: 'TransferOfficer', data: move })).toEqual([]);
    const early = { ...move, from: '2023-12-31' };
    expect(when(past, { type: 'TransferOfficer', data: early })).toBe('TRANSFER_BEFORE_HIRE');
  });

  test('leaves once, not before the last placement', () => {
    const go: OfficerCommand = {
      type: 'LetOfficerLeave',
      data: { on: '2024-06-30', ground: 'RESIGNED' },
    };
    expect(when([registered, hired], go)).toEqual([left]);
    expect(when([registered, hired, left], go)).toEqual([]);
    const move: OfficerEvent = {
      type: 'OfficerTransferred',
      data: { ...placement, unit: 'U2', from: '2024-07-01' },
    };
    expect(when([registered, hired, move], go)).toBe('LEAVE_BEFORE_PLACEMENT');
  });

  test('is erased when out of service and no duty to keep stands against it, once', () => {
    const erase: OfficerCommand = { type: 'EraseSubject', data: {} };
    const erased: OfficerEvent = { type: 'SubjectErased', data: { kid: 'kid-1' } };
    const restricted: OfficerEvent = { type: 'SubjectRestricted', data: { ground: 'WAGES' } };
    expect(when([registered, hired], erase)).toBe('SUBJECT_IN_SERVICE');
    expect(when([registered, hired, left, restricted], erase)).toBe('SUBJECT_RESTRICTED');
    expect(when([registered, hired, left], erase)).toEqual([erased]);
    expect(when([registered, hired, left, erased], erase)).toEqual([]);
    const back = { ...hired.data, employment: 'e2', from: '2025-01-01' };
    expect(when([registered, hired, left, erased], { type: 'HireOfficer', data: back })).toBe(
      'SUBJECT_ERASED',
    );
  });
});
