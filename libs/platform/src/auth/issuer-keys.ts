import { createRemoteJWKSet, customFetch, errors, importJWK, type JWTVerifyGetKey } from 'jose';
import { knownProblem } from '../problem/known-problems.ts';
import type { Problem } from '../problem/problem.ts';
import type { Fetch } from './certificates.ts';
import type { IssuerKey } from './issuer-key.ts';

/** The one key of the embedded issuer. */
export const embeddedKey = ({ d: _private, ...open }: IssuerKey): JWTVerifyGetKey => {
  const key = importJWK(open, 'ES256');
  return async (header) => {
    if (header.kid !== open.kid) throw new TypeError('The token names another key.');
    return key;
  };
};

const RETRY_SECONDS = 5;

/** The key set could not be had: nothing is known of the token, good or bad. */
const unreachable = (cause: unknown): Problem =>
  knownProblem('ISSUER_UNREACHABLE', {
    detail: {
      zh: `无法取得令牌签发者的公钥：${String(cause)}`,
      en: `The keys of the issuer of tokens could not be fetched: ${String(cause)}`,
    },
    headers: { 'Retry-After': String(RETRY_SECONDS) },
  });

export interface KeySet {
  /** Where it lies; asked for until it is answered. */
  readonly url: () => Promise<string>;
  readonly fetch: Fetch;
  /** A key that is not known is looked for in a fresh set, not more often than this, ms. */
  readonly cooldownMs: number;
}

/**
 * The keys of an issuer. They are kept ten minutes; a token that names another key has the set
 * fetched again, so a new key is known at once and an old one until it has left the set.
 */
export const issuerKeys = ({ url, fetch, cooldownMs }: KeySet): JWTVerifyGetKey => {
  let set: JWTVerifyGetKey | undefined;
  return async (header, token) => {
    try {
      set ??= createRemoteJWKSet(new URL(await url()), {
        cooldownDuration: cooldownMs,
        [customFetch]: (address, request) => fetch(address, request as RequestInit),
      });
      return await set(header, token);
    } catch (error) {
      const ofToken =
        error instanceof errors.JWKSNoMatchingKey ||
        error instanceof errors.JWKSMultipleMatchingKeys;
      throw ofToken ? error : unreachable(error);
    }
  };
};
