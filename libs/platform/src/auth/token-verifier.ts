import { decodeProtectedHeader, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { IdentityEnv } from '../config/identity-env.ts';
import { fetchWith } from './certificates.ts';
import type { Caller } from './caller.ts';
import { callerOf } from './claims.ts';
import { IssuerMetadata } from './discovery.ts';
import { embeddedKey, issuerKeys } from './issuer-keys.ts';
import { MACHINE_ROLES } from './roles.ts';

export type VerifierOptions = Pick<IdentityEnv, 'JWT_ISSUER' | 'JWT_AUDIENCE'> &
  Partial<IdentityEnv>;

const COOLDOWN_MS = 30_000;

/** What only ID tokens say: they tell a client who logged in, and open no door. */
const OF_ID_TOKENS = ['nonce', 'at_hash', 'c_hash'];
const PLAIN_TYPES: readonly (string | undefined)[] = ['jwt', 'at+jwt', 'application/at+jwt'];

/** For issuers that do not mark access tokens: everything that is marked as something else goes. */
const refuseOthers = (token: string, payload: JWTPayload): void => {
  const type = decodeProtectedHeader(token).typ?.toLowerCase() ?? 'jwt';
  const marked = payload['typ'] === 'ID' || OF_ID_TOKENS.some((claim) => claim in payload);
  if (marked || !PLAIN_TYPES.includes(type)) throw new TypeError('This is no access token.');
};

const thumbprintIn = ({ cnf }: JWTPayload): unknown =>
  (cnf as Readonly<Record<string, unknown>> | undefined)?.['x5t#S256'];

/** Checks signature, issuer, audience, times, kind and certificate of a token. */
export class TokenVerifier {
  private readonly options: IdentityEnv;
  private readonly keys: JWTVerifyGetKey;

  constructor(options: VerifierOptions, cooldownMs = COOLDOWN_MS) {
    this.options = { ...new IdentityEnv(), ...options };
    const { EMBEDDED_ISSUER_KEY: embedded, JWKS_URL: given, JWT_ISSUER: issuer } = options;
    const fetch = fetchWith(this.options);
    const metadata = new IssuerMetadata(issuer, fetch);
    const url = async (): Promise<string> => given ?? (await metadata.address('jwks_uri'));
    this.keys =
      embedded === undefined ? issuerKeys({ url, fetch, cooldownMs }) : embeddedKey(embedded);
  }

  /**
   * @param certificate SHA-256 of the certificate that the caller showed, base64url
   * @throws Error when the token is not to be trusted; Problem ISSUER_UNREACHABLE when nobody knows
   */
  async verify(token: string, certificate?: string): Promise<Caller> {
    const { JWT_TYPE: type, EMBEDDED_ISSUER_KEY: embedded } = this.options;
    const { payload } = await jwtVerify(token, this.keys, {
      issuer: this.options.JWT_ISSUER,
      audience: this.options.JWT_AUDIENCE,
      algorithms: embedded === undefined ? this.options.JWT_ALGORITHMS : ['ES256'],
      clockTolerance: this.options.JWT_CLOCK_SKEW_SECONDS,
      requiredClaims: ['sub', 'exp', 'iat'],
      ...(type === 'at+jwt' ? { typ: type } : {}),
    });
    if (type === 'jwt') refuseOthers(token, payload);
    const bound = thumbprintIn(payload);
    if (bound !== undefined && bound !== certificate)
      throw new TypeError('The token belongs to another certificate.');
    const caller = callerOf(payload, this.options);
    if (certificate === undefined && this.mustShowCertificate(caller))
      throw new TypeError('A machine must show a certificate of a known authority.');
    return caller;
  }

  private mustShowCertificate(caller: Caller): boolean {
    return this.options.TLS_CLIENT_CA_FILE !== undefined && caller.has(...MACHINE_ROLES);
  }
}
