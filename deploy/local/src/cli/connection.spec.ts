import { beforeAll, describe, expect, test } from '@jest/globals';
import { createIssuerKey } from '@ywk/platform';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { connectionTo } from './connection.ts';

const auditor = { service: 'duty', role: 'auditor' } as const;

describe('the tool in a container', () => {
  let kid: string;
  let environment: NodeJS.ProcessEnv;

  beforeAll(async () => {
    const key = await createIssuerKey();
    kid = key.kid;
    environment = {
      LOG_URLS: 'recruitment=http://recruitment:3101,duty=http://duty:3102',
      EMBEDDED_ISSUER_KEY: JSON.stringify(key),
    };
  });

  test('finds services where LOG_URLS says, and signs for the role', async () => {
    const { url, token } = await connectionTo(auditor, {}, environment);
    expect(url).toBe('http://duty:3102');
    expect(decodeProtectedHeader(token).kid).toBe(kid);
    expect(decodeJwt(token)['roles']).toEqual(['auditor']);
  });

  test('is overruled by what the person gives', async () => {
    const given = { url: 'https://duty.example/', token: 'mine' };
    expect(await connectionTo(auditor, given, environment)).toEqual({
      url: 'https://duty.example',
      token: 'mine',
    });
    expect((await connectionTo(auditor, {}, { ...environment, YWK_TOKEN: 'T' })).token).toBe('T');
  });

  test('looks on this machine for a service that LOG_URLS does not name', async () =>
    expect((await connectionTo({ service: 'payroll', role: 'hr' }, {}, environment)).url).toBe(
      'http://127.0.0.1:3104',
    ));

  test('names the variable whose key is damaged', async () =>
    expect(connectionTo(auditor, {}, { EMBEDDED_ISSUER_KEY: '{"kty":"EC"}' })).rejects.toThrow(
      'EMBEDDED_ISSUER_KEY',
    ));
});
