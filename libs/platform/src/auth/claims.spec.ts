import { describe, expect, test } from '@jest/globals';
import { IdentityEnv } from '../config/identity-env.ts';
import { callerOf, type ClaimNames } from './claims.ts';

const reading = (payload: object, names: Partial<ClaimNames> = {}) =>
  callerOf({ sub: 's', ...payload }, { ...new IdentityEnv(), ...names });

describe('who calls, as a token says', () => {
  test('is read from our own names when none are configured', () =>
    expect(
      reading({ roles: ['hr'], units: ['ZJG'], officer: 'o1', client_id: 'ywk-duty' }),
    ).toMatchObject({
      sub: 's',
      roles: ['hr'],
      units: ['ZJG'],
      officer: 'o1',
      client: 'ywk-duty',
    }));

  test('is read from where the issuer puts it', () => {
    const names = {
      JWT_ROLES_CLAIM: 'realm_access.roles',
      JWT_UNITS_CLAIM: 'https://bureau.example/units',
      JWT_OFFICER_CLAIM: 'badge',
      JWT_CLIENT_CLAIM: 'azp',
    };
    const payload = {
      ...{ realm_access: { roles: ['hr'] }, 'https://bureau.example/units': 'ZJG WJ' },
      ...{ badge: 'o1', azp: 'web' },
    };
    expect(reading(payload, names)).toMatchObject({
      ...{ roles: ['hr'], units: ['ZJG', 'WJ'], officer: 'o1', client: 'web' },
    });
  });

  test('has the roles that are listed, and no other, once names are listed', () => {
    const names = {
      JWT_ROLE_NAMES: { 'ywk-hr': 'hr' },
      JWT_CLIENT_NAMES: { '3f9a': 'ywk-duty' },
    };
    const known = reading({ roles: ['ywk-hr', 'approver'], client_id: '3f9a' }, names);
    expect([known.roles, known.client]).toEqual([['hr'], 'ywk-duty']);
    const other = reading({ roles: ['toString'], client_id: 'ywk-duty' }, names);
    expect([other.roles, other.client]).toEqual([[], undefined]);
  });

  test('is nobody in particular where the claims are of another kind', () =>
    expect(
      reading({ roles: { hr: true }, units: 7, officer: ['o1'], client_id: '' }),
    ).toMatchObject({ roles: [], units: [], officer: undefined, client: undefined }));

  test('is a service by role and name together', () => {
    const serviceOf = (roles: string[], client_id: string) => reading({ roles, client_id }).service;
    expect(serviceOf(['service'], 'ywk-duty')).toBe('duty');
    expect(serviceOf(['hr'], 'ywk-duty')).toBeUndefined();
    expect(serviceOf(['service'], 'duty')).toBeUndefined();
    expect(serviceOf(['service'], 'ywk-other')).toBeUndefined();
  });
});
