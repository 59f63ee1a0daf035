import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import {
  Caller,
  CallerParam,
  createApp,
  fetchWith,
  loadConfig,
  ServiceEnv,
  ServiceTokens,
  TlsEnv,
  TokenVerifier,
  type AccessTable,
  type VerifierOptions,
} from '@ywk/platform';
import { SignJWT, UnsecuredJWT, type JWK } from 'jose';
import { TestAuthority, type CertificateFiles } from '../../support/certificates.ts';
import { AUDIENCE, newKey, TestIssuer, type Deviation } from '../../support/issuer.ts';

let authority: TestAuthority;
let issuer: TestIssuer;
let key: JWK;
let duty: CertificateFiles;

const openPart = ({ d: _private, ...open }: JWK): JWK => open;

/** What a service is told to believe this issuer. */
const trust = (): VerifierOptions => ({
  ...{ JWT_ISSUER: issuer.url, JWT_AUDIENCE: AUDIENCE, TLS_CA_FILE: authority.file },
});

beforeAll(async () => {
  authority = await TestAuthority.create('bureau');
  [key, duty] = [await newKey('one'), await authority.issue('ywk-duty')];
  const payrollKey = await newKey('payroll');
  writeFileSync(authority.place('payroll.jwk'), JSON.stringify(payrollKey));
  writeFileSync(authority.place('secret'), 'duty-secret\n');
  writeFileSync(authority.place('wrong'), 'guessed\n');
  const machine = {
    ...{ grant_types: ['client_credentials'], redirect_uris: [], response_types: [] },
    tls_client_certificate_bound_access_tokens: true,
  };
  issuer = await TestIssuer.start(authority, [
    { ...machine, client_id: 'ywk-duty', client_secret: 'duty-secret' },
    {
      ...{ ...machine, tls_client_certificate_bound_access_tokens: false },
      ...{ client_id: 'ywk-payroll', token_endpoint_auth_method: 'private_key_jwt' },
      jwks: { keys: [openPart(payrollKey)] },
    },
  ]);
  await issuer.use(key);
});
afterAll(async () => {
  await issuer.stop();
  authority.remove();
});

describe('a token of the identity service', () => {
  const verified = async (deviation: Deviation, other: Partial<VerifierOptions> = {}) =>
    new TokenVerifier({ ...trust(), ...other }).verify(await issuer.token(key, deviation));
  const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

  test('is believed by the keys that discovery leads to', async () =>
    expect(await verified({})).toMatchObject({ sub: 'clerk', roles: ['hr'], units: ['ZJG'] }));

  test.each<[string, () => Deviation, RegExp]>([
    ['another issuer', () => ({ claims: { iss: 'https://evil.example' } }), /iss/],
    ['another audience', () => ({ claims: { aud: 'other' } }), /aud/],
    ['an end that is past', () => ({ claims: { exp: inSeconds(-61) } }), /exp/],
    ['no end', () => ({ claims: { exp: undefined } }), /exp/],
    ['a beginning that has not come', () => ({ claims: { nbf: inSeconds(65) } }), /nbf/],
    ['no subject', () => ({ claims: { sub: undefined } }), /sub/],
    ['a key that is not in the set', () => ({ header: { kid: 'forged' } }), /no applicable key/],
    ['the mark of an ID token', () => ({ header: { typ: 'JWT' } }), /typ/],
    ['a certificate that was not shown', () => ({ claims: { cnf: { 'x5t#S256': 'x' } } }), /cert/],
  ])('with %s is refused', async (_, deviation, reason) => {
    await expect(verified(deviation())).rejects.toThrow(reason);
  });

  test('with a signature that is not of the key it names is refused', async () => {
    const forged = await issuer.token({ ...(await newKey('one')) });
    await expect(new TokenVerifier(trust()).verify(forged)).rejects.toThrow(/signature/);
  });

  test('with a signature of a kind that is not allowed is refused, though its key is known', async () => {
    await expect(verified({}, { JWT_ALGORITHMS: ['PS256'] })).rejects.toThrow(/alg/);
  });

  test('may be off by the skew that is configured, and no more', async () => {
    const late = (JWT_CLOCK_SKEW_SECONDS: number) =>
      verified({ claims: { exp: inSeconds(-5) } }, { JWT_CLOCK_SKEW_SECONDS });
    expect((await late(20)).sub).toBe('clerk');
    await expect(late(0)).rejects.toThrow(/exp/);
  });

  test('of an issuer that does not mark access tokens is told from an ID token by its claims', async () => {
    const plain = (claims: object) =>
      verified({ header: { typ: 'JWT' }, claims: { ...claims } }, { JWT_TYPE: 'jwt' });
    expect((await plain({})).sub).toBe('clerk');
    for (const claims of [{ nonce: 'n' }, { at_hash: 'h' }, { typ: 'ID' }])
      await expect(plain(claims)).rejects.toThrow('no access token');
    await expect(verified({ header: { typ: 'logout+jwt' } }, { JWT_TYPE: 'jwt' })).rejects.toThrow(
      'no access token',
    );
  });

  test('without a signature, or with one made from the public key, is refused', async () => {
    const verifier = new TokenVerifier(trust());
    const claims = { iss: issuer.url, aud: AUDIENCE, sub: 'thief', iat: inSeconds(0) };
    const none = new UnsecuredJWT({ ...claims, exp: inSeconds(60) }).encode();
    await expect(verifier.verify(none)).rejects.toThrow();
    const confused = await new SignJWT({ ...claims, exp: inSeconds(60) })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'one' })
      .sign(new TextEncoder().encode(JSON.stringify(openPart(key))));
    await expect(verifier.verify(confused)).rejects.toThrow(/alg/);
  });

  test('cannot be judged, which is not its fault, while nobody answers for the keys', async () => {
    const away = { JWKS_URL: 'https://localhost:1/jwks' };
    await expect(verified({}, away)).rejects.toMatchObject({ code: 'ISSUER_UNREACHABLE' });
    const stranger = await TestAuthority.create('stranger');
    await expect(verified({}, { TLS_CA_FILE: stranger.file })).rejects.toMatchObject({
      code: 'ISSUER_UNREACHABLE',
    });
    stranger.remove();
  });
});

describe('keys that change', () => {
  test('are fetched when a token names a new one; the old one serves until it leaves', async () => {
    const verifier = new TokenVerifier(trust(), 0);
    const [old, fresh] = [await issuer.token(key), await newKey('two')];
    await verifier.verify(old);
    await issuer.use(fresh, key);
    expect((await verifier.verify(await issuer.token(fresh))).sub).toBe('clerk');
    expect((await verifier.verify(old)).sub).toBe('clerk');
    await issuer.use(fresh);
    await expect(verifier.verify(await issuer.token(await newKey('three')))).rejects.toThrow();
    await expect(verifier.verify(old)).rejects.toThrow(/no applicable key/);
    await issuer.use(key);
  });

  test('are not fetched again for every token that names an unknown one', async () => {
    const verifier = new TokenVerifier(trust(), 60_000);
    await verifier.verify(await issuer.token(key));
    const before = await issuer.fetches();
    const forged = await issuer.token(key, { header: { kid: 'forged' } });
    for (let n = 0; n < 5; n += 1) await expect(verifier.verify(forged)).rejects.toThrow();
    expect(await issuer.fetches()).toBe(before);
  });
});

@Controller('v1/samples')
class SamplesController {
  @Get('machines')
  machines(@CallerParam() caller: Caller): string {
    return caller.service ?? '';
  }

  @Get('people')
  people(): string {
    return 'people';
  }
}

const access: AccessTable = {
  'GET /v1/samples/machines': { any: ['service'] },
  'GET /v1/samples/people': { any: ['hr'] },
};

@Module({ controllers: [SamplesController] })
class SamplesModule {}

describe('a service among services', () => {
  let app: NestExpressApplication;
  let url: string;

  const names = { JWT_ROLES_CLAIM: 'realm_access.roles', JWT_ROLE_NAMES: 'svc=service,hr=hr' };
  const asDuty = (other: Partial<VerifierOptions> = {}): ServiceTokens =>
    new ServiceTokens('duty', {
      ...{ ...trust(), TLS_CERT_FILE: duty.cert, TLS_KEY_FILE: duty.key },
      ...{ SERVICE_CLIENT_ID: 'ywk-duty', SERVICE_CLIENT_SECRET_FILE: authority.place('secret') },
      ...other,
    });

  beforeAll(async () => {
    const server = await authority.issue('payroll');
    const config = loadConfig(ServiceEnv, {
      ...{ NODE_ENV: 'production', PORT: '0', LOG_LEVEL: 'silent' },
      DATABASE_URL: 'postgres://app@127.0.0.1/db',
      ...{ JWT_ISSUER: issuer.url, JWT_AUDIENCE: AUDIENCE, ...names },
      ...{ TLS_CERT_FILE: server.cert, TLS_KEY_FILE: server.key },
      ...{ TLS_CA_FILE: authority.file, TLS_CLIENT_CA_FILE: authority.file },
    });
    app = await createApp({ name: 'samples', config, module: SamplesModule, access });
    await app.listen(0, '127.0.0.1');
    url = (await app.getUrl()).replace('127.0.0.1', 'localhost');
  });
  afterAll(() => app.close());

  const statusOf = async (path: string, token: string, own: Partial<TlsEnv>): Promise<number> => {
    const send = fetchWith({ ...new TlsEnv(), TLS_CA_FILE: authority.file, ...own });
    const headers = { authorization: `Bearer ${token}` };
    return (await send(`${url}/v1/samples/${path}`, { headers })).status;
  };
  const at = async (tokens: ServiceTokens): Promise<string> => {
    const response = await tokens.ask(`${url}/v1/samples/machines`);
    return `${response.status} ${response.ok ? await response.text() : ''}`;
  };

  test('gets its own token with a secret, bound to its certificate, and shows both', async () =>
    expect(await at(asDuty())).toBe('200 duty'));

  test('gets it with a private key instead', async () =>
    expect(
      await at(
        asDuty({
          SERVICE_CLIENT_ID: 'ywk-payroll',
          SERVICE_CLIENT_KEY_FILE: authority.place('payroll.jwk'),
        }),
      ),
    ).toBe('200 payroll'));

  test('gets none with a wrong secret', async () => {
    await expect(
      asDuty({ SERVICE_CLIENT_SECRET_FILE: authority.place('wrong') }).token(),
    ).rejects.toThrow();
  });

  test('is refused with the token of another certificate, and without any', async () => {
    const token = await asDuty().token();
    const { cert: TLS_CERT_FILE, key: TLS_KEY_FILE } = await authority.issue('thief');
    for (const own of [{ TLS_CERT_FILE, TLS_KEY_FILE }, {}])
      expect(await statusOf('machines', token, own)).toBe(401);
  });

  test('is refused without a certificate, or with one of an authority that nobody knows', async () => {
    const token = await issuer.token(key, {
      claims: { client_id: 'ywk-duty', realm_access: { roles: ['svc'] } },
    });
    const stranger = await TestAuthority.create('stranger');
    const { cert: TLS_CERT_FILE, key: TLS_KEY_FILE } = await stranger.issue('ywk-duty');
    for (const own of [{ TLS_CERT_FILE, TLS_KEY_FILE }, {}])
      expect(await statusOf('machines', token, own)).toBe(401);
    const known = { TLS_CERT_FILE: duty.cert, TLS_KEY_FILE: duty.key };
    expect(await statusOf('machines', token, known)).toBe(200);
    stranger.remove();
  });

  test('asks no certificate of people', async () => {
    const person = await issuer.token(key, { claims: { realm_access: { roles: ['hr'] } } });
    expect(await statusOf('people', person, {})).toBe(200);
    expect(await statusOf('machines', person, {})).toBe(403);
  });

  test('answers 503 to every token while the issuer is away', async () => {
    const lost = loadConfig(ServiceEnv, {
      ...{ PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: 'postgres://app@127.0.0.1/db' },
      ...{ JWT_ISSUER: issuer.url, JWT_AUDIENCE: AUDIENCE, JWKS_URL: 'http://127.0.0.1:1/jwks' },
    });
    const other = await createApp({ name: 'lost', config: lost, module: SamplesModule, access });
    await other.listen(0, '127.0.0.1');
    const authorization = `Bearer ${await issuer.token(key)}`;
    const response = await fetch(`${await other.getUrl()}/v1/samples/people`, {
      headers: { authorization },
    });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'ISSUER_UNREACHABLE' });
    await other.close();
  });
});
