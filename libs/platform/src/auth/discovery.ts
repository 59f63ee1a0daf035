import { allowInsecureRequests, customFetch, discovery, type ServerMetadata } from 'openid-client';
import type { Fetch } from './certificates.ts';

const LIMIT_SECONDS = 5;

/** What an issuer of tokens says of itself (OpenID Connect Discovery); asked until it answers. */
export class IssuerMetadata {
  private found: Promise<Readonly<ServerMetadata>> | undefined;

  constructor(
    private readonly issuer: string,
    private readonly fetch: Fetch,
  ) {}

  /** @throws Error when it does not answer, names another issuer, or does not say it */
  async address(of: 'jwks_uri' | 'token_endpoint'): Promise<string> {
    this.found ??= this.ask();
    try {
      const address = (await this.found)[of];
      if (address === undefined) throw new Error(`The issuer ${this.issuer} names no ${of}.`);
      return address;
    } catch (error) {
      this.found = undefined;
      throw error;
    }
  }

  private async ask(): Promise<Readonly<ServerMetadata>> {
    // Whether plain HTTP will do was decided with the configuration: not in production.
    const found = await discovery(new URL(this.issuer), 'yiwangkao', undefined, undefined, {
      execute: [allowInsecureRequests],
      timeout: LIMIT_SECONDS,
      [customFetch]: (url, request) => this.fetch(url, request as RequestInit),
    });
    return found.serverMetadata();
  }
}
