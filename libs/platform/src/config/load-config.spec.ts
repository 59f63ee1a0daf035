import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createIssuerKey } from '../auth/issuer-key.ts';
import { envExample } from './env-example.ts';
import { ConfigError, loadConfig, type Environment } from './load-config.ts';
import { ServiceEnv } from './service-env.ts';
import { EnvVariable, variablesOf } from './variable.ts';

const enough = async (): Promise<Environment> => ({
  PORT: '3101',
  DATABASE_URL: 'postgres://app@127.0.0.1/db',
  EMBEDDED_ISSUER_KEY: JSON.stringify(await createIssuerKey()),
});

const faultsOf = (env: Environment): readonly string[] => {
  try {
    loadConfig(ServiceEnv, env);
    return [];
  } catch (error) {
    return error instanceof ConfigError ? error.faults : [String(error)];
  }
};

describe('the environment', () => {
  test('is read with defaults, lists and addresses', async () => {
    const config = loadConfig(ServiceEnv, {
      ...(await enough()),
      KAFKA_BROKERS: 'a:1, b:2',
      LOG_URLS: 'recruitment=http://a:3101,duty=http://b:3102',
    });
    expect(config.PORT).toBe(3101);
    expect(config.LOG_LEVEL).toBe('info');
    expect(config.KAFKA_BROKERS).toEqual(['a:1', 'b:2']);
    expect(config.LOG_URLS).toEqual({ recruitment: 'http://a:3101', duty: 'http://b:3102' });
  });

  test('that is wrong in many ways is told all of them at once', () => {
    const faults = faultsOf({ PORT: 'x', LOG_LEVEL: 'loud', LOG_URLS: 'duty', DATABASE_URL: '' });
    const named = ['PORT', 'LOG_LEVEL', 'LOG_URLS', 'DATABASE_URL', 'JWKS_URL'];
    expect(named.filter((name) => !faults.some((fault) => fault.startsWith(name)))).toEqual([]);
  });

  test('takes secrets from files', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ywk-'));
    try {
      writeFileSync(join(folder, 'url'), 'postgres://file@127.0.0.1/db\n');
      const { DATABASE_URL: _, ...rest } = await enough();
      const config = loadConfig(ServiceEnv, { ...rest, DATABASE_URL_FILE: join(folder, 'url') });
      expect(config.DATABASE_URL).toBe('postgres://file@127.0.0.1/db');
      expect(faultsOf({ ...rest, DATABASE_URL_FILE: join(folder, 'none') }).join()).toMatch(
        /^DATABASE_URL: ENOENT/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('may not bring an issuer of its own in production', async () => {
    expect(faultsOf({ ...(await enough()), NODE_ENV: 'production' })).toEqual([
      'EMBEDDED_ISSUER_KEY: EMBEDDED_ISSUER_KEY is refused with NODE_ENV=production',
    ]);
    expect(
      faultsOf({
        ...(await enough()),
        NODE_ENV: 'production',
        EMBEDDED_ISSUER_KEY: '',
        JWKS_URL: 'https://id.example/keys',
      }),
    ).toEqual([]);
  });

  test('speaks to the issuer over TLS in production, and finds its keys by its name', async () => {
    const { EMBEDDED_ISSUER_KEY: _, ...rest } = await enough();
    const named = { ...rest, NODE_ENV: 'production', JWT_ISSUER: 'https://id.example' };
    expect(faultsOf(named)).toEqual([]);
    const client = { SERVICE_CLIENT_ID: 'ywk-duty', SERVICE_CLIENT_SECRET_FILE: '/run/secret' };
    expect(faultsOf({ ...named, ...client })).toEqual([]);
    const plain = {
      ...{ JWT_ISSUER: 'http://id.example', JWKS_URL: 'http://id.example/keys' },
      ...{ SERVICE_TOKEN_URL: 'http://id.example/token' },
    };
    expect(faultsOf({ ...named, ...client, ...plain }).map((fault) => fault.split(':')[0])).toEqual(
      [...['JWT_ISSUER', 'JWKS_URL', 'SERVICE_TOKEN_URL']],
    );
    expect(faultsOf({ ...rest, ...plain })).toEqual([]);
  });

  test.each([
    ['a signature by a shared secret', { JWT_ALGORITHMS: 'ES256,HS256' }, 'JWT_ALGORITHMS'],
    ['no signature', { JWT_ALGORITHMS: 'none' }, 'JWT_ALGORITHMS'],
    ['clocks that are far apart', { JWT_CLOCK_SKEW_SECONDS: '301' }, 'JWT_CLOCK_SKEW_SECONDS'],
    ['a client without a secret', { SERVICE_CLIENT_ID: 'ywk-duty' }, 'SERVICE_CLIENT_SECRET_FILE'],
    ['a key without its certificate', { TLS_KEY_FILE: '/k' }, 'TLS_CERT_FILE'],
    ['callers known without serving TLS', { TLS_CLIENT_CA_FILE: '/ca' }, 'TLS_CERT_FILE'],
    ['a user without a password', { KAFKA_SASL_USERNAME: 'u' }, 'KAFKA_SASL_PASSWORD_FILE'],
    ['a password without TLS', { KAFKA_SASL_USERNAME: 'u' }, 'KAFKA_TLS_CA_FILE'],
  ])('does not take %s', async (_, wrong, variable) =>
    expect(faultsOf({ ...(await enough()), ...wrong }).join('\n')).toContain(`${variable}: `),
  );

  test('keeps the time of the machine in production', async () => {
    const { EMBEDDED_ISSUER_KEY: _, ...rest } = await enough();
    const told = { ...rest, JWKS_URL: 'https://id.example/keys', ACT_TIME_FILE: 'act-time' };
    expect(faultsOf({ ...told, NODE_ENV: 'production' })).toEqual([
      'ACT_TIME_FILE: ACT_TIME_FILE is refused with NODE_ENV=production',
    ]);
    expect(faultsOf({ ...told, NODE_ENV: 'development' })).toEqual([]);
  });

  test('does not tell a damaged key in its faults', () =>
    expect(faultsOf({ EMBEDDED_ISSUER_KEY: '{"kty":"EC","d":"s3cret"}' }).join()).not.toContain(
      's3cret',
    ));
});

describe('the example', () => {
  class MoreEnv extends ServiceEnv {
    @EnvVariable({ describe: 'Colour', example: 'blue' })
    COLOUR = 'blue';
  }

  test('names every variable once, those of the parent first', () => {
    const text = envExample([
      { title: 'Every service', env: ServiceEnv },
      { title: 'More', env: MoreEnv },
    ]);
    const names = [...text.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(names).toEqual(variablesOf(MoreEnv).map(({ name }) => name));
    expect(text).toContain('## More\n# Colour\nCOLOUR=blue\n');
  });
});
