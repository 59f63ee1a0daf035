import { issueToken } from './issue-token.ts';
import type { IssuerKey } from './issuer-key.ts';

export interface ServiceTokenOptions {
  readonly SERVICE_TOKEN?: string;
  readonly EMBEDDED_ISSUER_KEY?: IssuerKey;
  readonly JWT_ISSUER: string;
  readonly JWT_AUDIENCE: string;
}

const LIFE_SECONDS = 600;
/** A token is renewed so long before it ends, ms. */
const MARGIN_MS = 120_000;

/** Tokens that this service shows to the others, with the role `service`. */
export class ServiceTokens {
  private current: { readonly token: string; readonly until: number } | undefined;

  constructor(
    private readonly name: string,
    private readonly options: ServiceTokenOptions,
  ) {}

  /** A token that is good for at least two minutes. @throws Error where none was configured */
  async token(): Promise<string> {
    const { SERVICE_TOKEN: given, EMBEDDED_ISSUER_KEY: key } = this.options;
    if (given !== undefined) return given;
    if (key === undefined) throw new Error('SERVICE_TOKEN is needed to speak to other services.');
    if (this.current === undefined || this.current.until < Date.now()) {
      this.current = {
        token: await this.issue(key),
        until: Date.now() + LIFE_SECONDS * 1000 - MARGIN_MS,
      };
    }
    return this.current.token;
  }

  private issue(key: IssuerKey): Promise<string> {
    return issueToken({
      key,
      sub: `service:${this.name}`,
      roles: ['service'],
      units: ['*'],
      ttlSeconds: LIFE_SECONDS,
      issuer: this.options.JWT_ISSUER,
      audience: this.options.JWT_AUDIENCE,
    });
  }
}
