import { readFileSync } from 'node:fs';
import { decodeJwt, importJWK, type JWK } from 'jose';
import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  clientCredentialsGrant,
  Configuration,
  customFetch,
  PrivateKeyJwt,
  ResponseBodyError,
  type ClientAuth,
  type CryptoKey,
} from 'openid-client';
import type { IdentityEnv } from '../config/identity-env.ts';
import type { Fetch } from './certificates.ts';
import { IssuerMetadata } from './discovery.ts';

export type ClientOptions = IdentityEnv & { readonly SERVICE_CLIENT_ID: string };

/** A token of this service, as its issuer gave it. */
export interface GivenToken {
  readonly token: string;
  /** How long it is good from now. */
  readonly lifeMs: number;
}

/** Of a token that does not say how long it is good. */
const UNKNOWN_LIFE_SECONDS = 60;
const LIMIT_SECONDS = 10;

/** The files are read each time: what was changed in them is used from the next renewal on. */
const authenticationOf = async (options: ClientOptions): Promise<ClientAuth> => {
  const { SERVICE_CLIENT_KEY_FILE: keyFile, SERVICE_CLIENT_SECRET_FILE: secretFile } = options;
  if (keyFile === undefined) {
    const secret = readFileSync(secretFile ?? '', 'utf8').replace(/\r?\n$/, '');
    return options.SERVICE_CLIENT_AUTH === 'post'
      ? ClientSecretPost(secret)
      : ClientSecretBasic(secret);
  }
  const jwk = JSON.parse(readFileSync(keyFile, 'utf8')) as JWK;
  const key = (await importJWK(jwk, jwk.alg ?? 'ES256')) as CryptoKey;
  return PrivateKeyJwt(jwk.kid === undefined ? key : { key, kid: jwk.kid });
};

const lifeSecondsOf = (token: string, told: number | undefined): number => {
  if (told !== undefined) return told;
  const { exp, iat } = decodeJwt(token);
  return exp === undefined || iat === undefined ? UNKNOWN_LIFE_SECONDS : exp - iat;
};

const reasonOf = (error: unknown): string => {
  if (!(error instanceof ResponseBodyError)) return String(error);
  return `${error.error}${error.error_description === undefined ? '' : `, ${error.error_description}`}`;
};

/** The issuer of tokens does not answer, or does not know this client by what it showed. */
export class TokenNotGiven extends Error {
  override readonly name = 'TokenNotGiven';

  constructor(client: string, cause: unknown) {
    super(`The issuer gave ${client} no token: ${reasonOf(cause)}`, { cause });
  }
}

/** Asks the issuer for tokens of this service's own (OAuth 2.0 client credentials, RFC 6749 §4.4). */
export const clientTokens = (options: ClientOptions, fetch: Fetch): (() => Promise<GivenToken>) => {
  const { SERVICE_CLIENT_ID: id, SERVICE_TOKEN_URL: given, JWT_ISSUER: issuer } = options;
  const metadata = new IssuerMetadata(issuer, fetch);
  return async () => {
    const token_endpoint = given ?? (await metadata.address('token_endpoint'));
    const auth = await authenticationOf(options);
    const client = new Configuration({ issuer, token_endpoint }, id, undefined, auth);
    // Whether plain HTTP will do was decided with the configuration: not in production.
    allowInsecureRequests(client);
    client.timeout = LIMIT_SECONDS;
    client[customFetch] = (url, request) => fetch(url, request as RequestInit);
    const answer = await clientCredentialsGrant(client, options.SERVICE_TOKEN_PARAMETERS).catch(
      (error: unknown) => {
        throw new TokenNotGiven(id, error);
      },
    );
    const { access_token: token, expires_in: told } = answer;
    return { token, lifeMs: lifeSecondsOf(token, told) * 1_000 };
  };
};
