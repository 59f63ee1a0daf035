import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createIssuerKey, issueToken, TokenVerifier, type IssuerKey } from '@ywk/platform';
import { exportJWK, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose';

const expected = { JWT_ISSUER: 'https://id.example', JWT_AUDIENCE: 'yiwangkao' };
const claims = { roles: ['hr'], units: ['ZJG'] };

let server: Server;
let key: IssuerKey;
let verifier: TokenVerifier;
let rsa: Awaited<ReturnType<typeof generateKeyPair>>;

const openPart = ({ d: _private, ...open }: IssuerKey) => ({ ...open, use: 'sig', alg: 'ES256' });

beforeAll(async () => {
  key = await createIssuerKey();
  rsa = await generateKeyPair('PS384', { extractable: true });
  const other = { ...(await exportJWK(rsa.publicKey)), kid: 'rsa' };
  const keys = JSON.stringify({ keys: [openPart(key), other] });
  server = createServer((_, response) =>
    response.setHeader('content-type', 'application/json').end(keys),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  verifier = new TokenVerifier({ ...expected, JWKS_URL: `http://127.0.0.1:${port}/keys` });
});
afterAll(() => void server.close());

const sign = async (other: { issuer?: string; audience?: string; ttl?: number } = {}) =>
  issueToken({
    key,
    sub: 'clerk',
    roles: ['hr'],
    units: ['ZJG'],
    ttlSeconds: other.ttl ?? 60,
    issuer: other.issuer ?? expected.JWT_ISSUER,
    audience: other.audience ?? expected.JWT_AUDIENCE,
  });

describe("with the key set of the bureau's identity service", () => {
  test('a good token tells who calls', async () => {
    const caller = await verifier.verify(await sign());
    expect(caller).toMatchObject({ sub: 'clerk', roles: ['hr'], units: ['ZJG'] });
  });

  test('another issuer, another audience and a token that is over are refused', async () => {
    await expect(
      sign({ issuer: 'https://evil.example' }).then((it) => verifier.verify(it)),
    ).rejects.toThrow(/iss/);
    await expect(sign({ audience: 'other' }).then((it) => verifier.verify(it))).rejects.toThrow(
      /aud/,
    );
    await expect(sign({ ttl: -120 }).then((it) => verifier.verify(it))).rejects.toThrow(/exp/);
  });

  test('a key that is not in the set is refused', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: key.kid })
      .setIssuer(expected.JWT_ISSUER)
      .setAudience(expected.JWT_AUDIENCE)
      .setSubject('thief')
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(privateKey);
    await expect(verifier.verify(token)).rejects.toThrow(/signature/);
  });

  test('a key of the set with an algorithm that is not allowed is refused', async () => {
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'PS384', kid: 'rsa' })
      .setIssuer(expected.JWT_ISSUER)
      .setAudience(expected.JWT_AUDIENCE)
      .setSubject('clerk')
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(rsa.privateKey);
    await expect(verifier.verify(token)).rejects.toThrow(/alg/);
  });

  test('no signature, and one made with the public key as a secret, are refused', async () => {
    const plain = new UnsecuredJWT(claims)
      .setSubject('x')
      .setIssuedAt()
      .setExpirationTime('1m')
      .encode();
    await expect(verifier.verify(plain)).rejects.toThrow();
    const known = JSON.stringify(await exportJWK(await importJWK(openPart(key), 'ES256')));
    const confused = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: key.kid })
      .setIssuer(expected.JWT_ISSUER)
      .setAudience(expected.JWT_AUDIENCE)
      .setSubject('thief')
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(new TextEncoder().encode(known));
    await expect(verifier.verify(confused)).rejects.toThrow(/alg/);
  });
});
