import { importJWK, SignJWT } from 'jose';
import type { IssuerKey } from './issuer-key.ts';
import type { Role } from './roles.ts';

export interface TokenRequest {
  readonly key: IssuerKey;
  readonly sub: string;
  readonly roles: readonly Role[];
  readonly units: readonly string[];
  readonly officer?: string;
  /** The program that asks; `sub` when not given. */
  readonly client?: string;
  readonly ttlSeconds: number;
  readonly issuer?: string;
  readonly audience?: string;
}

/** Signs a token of the embedded issuer (ES256). */
export const issueToken = async (request: TokenRequest): Promise<string> => {
  const { key, sub, roles, units, officer, client = sub, ttlSeconds } = request;
  const now = Math.floor(Date.now() / 1000);
  const claims = { roles, units, client_id: client };
  return new SignJWT({ ...claims, ...(officer === undefined ? {} : { officer }) })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: key.kid })
    .setIssuer(request.issuer ?? 'urn:yiwangkao:embedded')
    .setAudience(request.audience ?? 'yiwangkao')
    .setSubject(sub)
    .setJti(crypto.randomUUID())
    .setIssuedAt(now)
    .setExpirationTime(now + ttlSeconds)
    .sign(await importJWK(key, 'ES256'));
};
