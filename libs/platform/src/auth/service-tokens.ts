import { clientOf, type ServiceName } from '@ywk/contracts';
import { IdentityEnv } from '../config/identity-env.ts';
import { fetchWith, type Fetch } from './certificates.ts';
import { clientTokens, type GivenToken } from './client-tokens.ts';
import { issueToken } from './issue-token.ts';
import type { VerifierOptions } from './token-verifier.ts';

const LIFE_SECONDS = 600;
/** A token is not shown in its last seconds: it must still be good where it arrives. */
const LAST_MS = 5_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

const embedded = (name: string, options: IdentityEnv): (() => Promise<GivenToken>) => {
  const { EMBEDDED_ISSUER_KEY: key, JWT_ISSUER: issuer, JWT_AUDIENCE: audience } = options;
  return async () => {
    if (key === undefined)
      throw new Error('SERVICE_CLIENT_ID is needed to speak to other services.');
    const token = await issueToken({
      ...{ key, issuer, audience, sub: clientOf(name as ServiceName) },
      ...{ roles: ['service'], units: ['*'], ttlSeconds: LIFE_SECONDS },
    });
    return { token, lifeMs: LIFE_SECONDS * 1_000 };
  };
};

interface Held {
  readonly token: string;
  readonly renewAt: number;
  readonly until: number;
}

/**
 * Tokens that this service shows to the others, with the role `service`. A token is renewed when
 * four fifths of its life are over, while it still serves; an issuer that does not answer is asked
 * again after 1 s, then twice as long each time, up to a minute.
 */
export class ServiceTokens {
  private readonly get: () => Promise<GivenToken>;
  private readonly fetch: Fetch;
  private held: Held | undefined;
  private renewal: Promise<Held> | undefined;
  private failure: { readonly error: unknown; readonly pauseMs: number; until: number } | undefined;

  constructor(
    name: string,
    options: VerifierOptions,
    private readonly now: () => number = Date.now,
  ) {
    const whole = { ...new IdentityEnv(), ...options };
    this.fetch = fetchWith(whole);
    this.get =
      whole.SERVICE_CLIENT_ID === undefined
        ? embedded(name, whole)
        : clientTokens({ ...whole, SERVICE_CLIENT_ID: whole.SERVICE_CLIENT_ID }, this.fetch);
  }

  /** Asks another service as this one: with its token, and its certificate where it has one. */
  readonly ask = async (url: string, request: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(request.headers);
    headers.set('authorization', `Bearer ${await this.token()}`);
    return this.fetch(url, { ...request, headers });
  };

  /** A token that is good now. @throws what the issuer last answered, or that none is configured */
  async token(): Promise<string> {
    const { held } = this;
    if (held === undefined || this.now() >= held.until) return (await this.renewed()).token;
    // Who has one does not wait; a renewal that fails is tried again by those who ask later.
    if (this.now() >= held.renewAt) this.renewed().catch(() => undefined);
    return held.token;
  }

  private async renewed(): Promise<Held> {
    const { failure } = this;
    if (failure !== undefined && this.now() < failure.until) throw failure.error;
    return (this.renewal ??= this.renew().finally(() => (this.renewal = undefined)));
  }

  private async renew(): Promise<Held> {
    try {
      const { token, lifeMs } = await this.get();
      const now = this.now();
      this.failure = undefined;
      return (this.held = {
        token,
        renewAt: now + Math.floor((lifeMs * 4) / 5),
        until: now + lifeMs - LAST_MS,
      });
    } catch (error) {
      const pauseMs = Math.min((this.failure?.pauseMs ?? FIRST_PAUSE_MS / 2) * 2, LONGEST_PAUSE_MS);
      this.failure = { error, pauseMs, until: this.now() + pauseMs };
      throw error;
    }
  }
}
