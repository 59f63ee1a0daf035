import {
  createRemoteJWKSet,
  importJWK,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import { Caller } from './caller.ts';
import type { IssuerKey } from './issuer-key.ts';

export interface VerifierOptions {
  readonly JWT_ISSUER: string;
  readonly JWT_AUDIENCE: string;
  readonly JWKS_URL?: string;
  readonly EMBEDDED_ISSUER_KEY?: IssuerKey;
}

/** Clocks of two machines may differ by so much, seconds. */
const SKEW_SECONDS = 60;

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

const callerOf = (payload: JWTPayload): Caller => {
  const officer = payload['officer'];
  return new Caller({
    sub: payload.sub ?? '',
    roles: texts(payload['roles']),
    units: texts(payload['units']),
    ...(typeof officer === 'string' ? { officer } : {}),
  });
};

const embeddedKey = ({ d: _private, ...open }: IssuerKey): JWTVerifyGetKey => {
  const key = importJWK(open, 'ES256');
  return async (header) => {
    if (header.kid !== open.kid) throw new TypeError('The token names another key.');
    return key;
  };
};

/** Checks signature, issuer, audience and times of a token. */
export class TokenVerifier {
  private readonly keys: JWTVerifyGetKey;
  private readonly algorithms: string[];

  constructor(private readonly options: VerifierOptions) {
    const { EMBEDDED_ISSUER_KEY: embedded, JWKS_URL: url } = options;
    this.algorithms = embedded === undefined ? ['ES256', 'PS256', 'RS256'] : ['ES256'];
    this.keys =
      embedded === undefined ? createRemoteJWKSet(new URL(url ?? '')) : embeddedKey(embedded);
  }

  /** @throws Error when the token is not to be trusted */
  async verify(token: string): Promise<Caller> {
    const { payload } = await jwtVerify(token, this.keys, {
      issuer: this.options.JWT_ISSUER,
      audience: this.options.JWT_AUDIENCE,
      algorithms: this.algorithms,
      clockTolerance: SKEW_SECONDS,
      requiredClaims: ['sub', 'exp', 'iat'],
    });
    return callerOf(payload);
  }
}
