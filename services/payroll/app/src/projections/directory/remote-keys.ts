import type { KeySource } from './key-source.ts';

export interface KeeperAddress {
  /** Undefined where no keeper is configured: every name is a dash. */
  readonly url: string | undefined;
  /** Asks another service as this one: with its token and its certificate. */
  readonly ask: (url: string, request: RequestInit) => Promise<Response>;
}

/** Keys asked for in one request. */
const AT_ONCE = 1_000;
const LIMIT_MS = 5_000;

interface KeyAnswer {
  readonly keys: readonly { readonly kid: string; readonly key: string }[];
}

/** Asks the keeper of the persons' keys over HTTP. A keeper that does not answer leaves dashes. */
export const remoteKeys = ({ url, ask: send }: KeeperAddress): KeySource => {
  const ask = async (kids: readonly string[]): Promise<KeyAnswer['keys']> => {
    const response = await send(new URL('/v1/keys/lookup', url).href, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kids }),
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    if (!response.ok) throw new Error(`The keeper of keys answered ${response.status}.`);
    return ((await response.json()) as KeyAnswer).keys;
  };
  return {
    async keysOf(kids) {
      const found = new Map<string, Buffer>();
      if (url === undefined) return found;
      for (let at = 0; at < kids.length; at += AT_ONCE) {
        for (const { kid, key } of await ask(kids.slice(at, at + AT_ONCE))) {
          found.set(kid, Buffer.from(key, 'base64'));
        }
      }
      return found;
    },
  };
};
