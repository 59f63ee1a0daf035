import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import type { ClientMetadata } from 'oidc-provider';
import type { TestAuthority } from './certificates.ts';

export const AUDIENCE = 'yiwangkao';

/** A key pair as JWK, private part included. */
export const newKey = async (kid: string): Promise<JWK> => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: 'ES256', use: 'sig' };
};

/** What a token of the test says beside what a good one says. */
export interface Deviation {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
}

const program = fileURLToPath(new URL('issuer-process.mjs', import.meta.url));

interface Told {
  readonly url: string;
  readonly fetches: number;
}

/** A real OpenID provider over TLS, in a process of its own; its keys change while it runs. */
export class TestIssuer {
  private constructor(
    private readonly provider: ChildProcess,
    readonly url: string,
  ) {}

  static async start(
    authority: TestAuthority,
    clients: readonly ClientMetadata[],
  ): Promise<TestIssuer> {
    const provider = fork(program, { stdio: 'ignore', execArgv: [] });
    const files = { ...(await authority.issue('issuer')), ca: authority.file };
    provider.send({ files, clients });
    const [{ url }] = (await once(provider, 'message')) as [Told];
    return new TestIssuer(provider, url);
  }

  /** From now on it publishes these keys and signs with the first. */
  async use(...keys: readonly JWK[]): Promise<void> {
    await this.tell({ keys });
  }

  /** How often its key set was fetched. */
  async fetches(): Promise<number> {
    return (await this.tell({})).fetches;
  }

  /** A token signed with a key, as this issuer would but for the deviation. */
  async token(key: JWK, { header, claims }: Deviation = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({
      ...{ iss: this.url, aud: AUDIENCE, sub: 'clerk', iat: now, exp: now + 60 },
      ...{ roles: ['hr'], units: ['ZJG'] },
      ...claims,
    })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: key.kid ?? '', ...header })
      .sign(await importJWK(key, 'ES256'));
  }

  async stop(): Promise<void> {
    this.provider.disconnect();
    await once(this.provider, 'exit');
  }

  private async tell(message: object): Promise<Told> {
    const answer = once(this.provider, 'message');
    this.provider.send(message);
    return ((await answer) as [Told])[0];
  }
}
