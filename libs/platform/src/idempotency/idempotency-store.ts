/** Names one use of a key: the same key of another caller or route is another use. */
export interface IdempotencyUse {
  /** Subject of the token. */
  readonly caller: string;
  /** Method and path, `POST /v1/officers`. */
  readonly route: string;
  /** The header as sent, 1…255 characters. */
  readonly key: string;
  /** SHA-256 of the body, 64 hex digits. */
  readonly requestHash: string;
}

/** An answer to be given again. */
export interface KeptAnswer {
  readonly status: number;
  /** JSON text. */
  readonly body: string;
}

export type IdempotencyStart =
  /** Nobody has used the key: go on, and report the end. */
  | { readonly state: 'started' }
  | { readonly state: 'answered'; readonly answer: KeptAnswer }
  /** The first request is still at work. */
  | { readonly state: 'running' }
  /** The key was used for another body. */
  | { readonly state: 'other' };

/** Keeps answers for 24 hours, so that a repeated POST is answered and not done again. */
export interface IdempotencyStore {
  begin(use: IdempotencyUse): Promise<IdempotencyStart>;
  complete(use: IdempotencyUse, answer: KeptAnswer): Promise<void>;
  /** The work failed in a way that may succeed later: the key is free again. */
  abandon(use: IdempotencyUse): Promise<void>;
}

/** Nest token under which a service provides its store. */
export const IDEMPOTENCY_STORE = Symbol('ywk:idempotency-store');
