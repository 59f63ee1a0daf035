import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** A door that refused what it was given, with what it said. */
export class DoorRefused extends Error {
  override readonly name = 'DoorRefused';

  constructor(
    what: string,
    readonly status: number,
    /** The problem document, or the text of the answer. */
    readonly problem: unknown,
  ) {
    super(`${what} answered ${status}: ${JSON.stringify(problem).slice(0, 1_000)}`);
  }

  /** Stable code of the problem document. */
  get code(): string | undefined {
    return (this.problem as { code?: string } | null)?.code;
  }

  /** What the problem document says beside. */
  get facts(): Readonly<Record<string, unknown>> {
    return (this.problem as { facts?: Record<string, unknown> } | null)?.facts ?? {};
  }
}

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

interface Sending {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

const TRIES = 18;
const PAUSE_MS = 500;
const LIMIT_MS = 120_000;
/** Busy, or without its database for a moment. */
const AGAIN = [429, 502, 503, 504];

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const pack = promisify(gzip);

const bodyOf = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return type.includes('json') && !type.includes('ndjson') ? JSON.parse(text || 'null') : text;
};

/** What the service asks for, or half a second. */
const pauseFor = ({ headers }: Response): number =>
  Number(headers.get('retry-after') ?? 0) * 1_000 || PAUSE_MS;

type Reached =
  { readonly response: Response; readonly body: unknown } | { readonly error: unknown };

/**
 * One service's public HTTP door as a client sees it. Every request may be sent again: ids are made
 * here, so a repetition changes nothing.
 */
export class Door {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  async get<Body>(path: string): Promise<Body> {
    return (await this.send<Body>(path, { method: 'GET' })).body;
  }

  /** Every item of a list, page by page. @param atOnce items a page; 200 fit every list */
  async list<Item>(path: string, atOnce = 200): Promise<Item[]> {
    const items: Item[] = [];
    const first = `${path}${path.includes('?') ? '&' : '?'}limit=${atOnce}`;
    for (let next: string | null = first; next !== null;) {
      const page: Page<Item> = await this.get<Page<Item>>(next);
      items.push(...page.items);
      next = page.nextCursor === null ? null : `${first}&cursor=${page.nextCursor}`;
    }
    return items;
  }

  post<Body>(path: string, body: unknown): Promise<Answer<Body>> {
    return this.json('POST', path, body);
  }

  put<Body>(path: string, body: unknown): Promise<Answer<Body>> {
    return this.json('PUT', path, body);
  }

  /** NDJSON, packed with gzip: one line an item. */
  async postLines<Body>(path: string, lines: readonly string[]): Promise<Answer<Body>> {
    const body = await pack(`${lines.join('\n')}\n`, { level: 1 });
    const headers = { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' };
    return this.send<Body>(path, { method: 'POST', body, headers });
  }

  private json<Body>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<Answer<Body>> {
    const headers = { 'content-type': 'application/json' };
    return this.send<Body>(path, { method, body: JSON.stringify(body), headers });
  }

  private async send<Body>(path: string, sending: Sending): Promise<Answer<Body>> {
    const what = `${sending.method} ${this.url}${path}`;
    let unsent: unknown;
    for (let tried = 1; tried <= TRIES; tried += 1) {
      const reached = await this.reached(path, sending);
      if ('error' in reached) {
        unsent = new Error(`${what} could not be sent`, { cause: reached.error });
        await pause(PAUSE_MS * tried);
        continue;
      }
      const { response, body } = reached;
      if (response.ok) return { status: response.status, body: body as Body };
      unsent = new DoorRefused(what, response.status, body);
      if (!AGAIN.includes(response.status)) break;
      await pause(pauseFor(response));
    }
    throw unsent;
  }

  /** An error: the service is on its way up again, or its answer was lost on the way. */
  private async reached(path: string, sending: Sending): Promise<Reached> {
    try {
      const response = await this.tried(path, sending);
      return { response, body: await bodyOf(response) };
    } catch (error) {
      return { error };
    }
  }

  private tried(path: string, { method, body, headers = {} }: Sending): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method,
      headers: { accept: 'application/json', authorization: `Bearer ${this.token}`, ...headers },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
      signal: AbortSignal.timeout(LIMIT_MS),
    });
  }
}

/** Works through items, so many at a time. */
export const inParallel = async <Item>(
  items: Iterable<Item>,
  hands: number,
  work: (item: Item) => Promise<void>,
): Promise<void> => {
  const iterator = items[Symbol.iterator]();
  const hand = async (): Promise<void> => {
    for (let next = iterator.next(); next.done !== true; next = iterator.next()) {
      await work(next.value);
    }
  };
  await Promise.all(Array.from({ length: hands }, hand));
};

/** Cuts a series into lists of at most so many, without holding more than one. */
export function* inLots<Item>(items: Iterable<Item>, most: number): Generator<Item[]> {
  let lot: Item[] = [];
  for (const item of items) {
    lot.push(item);
    if (lot.length < most) continue;
    yield lot;
    lot = [];
  }
  if (lot.length > 0) yield lot;
}

/** Asks until the answer is the one waited for; fails with the last answer after the limit. */
export const waitFor = async <Sample>(
  what: string,
  sample: () => Promise<Sample>,
  { done, withinMs }: { done: (sample: Sample) => boolean; withinMs: number },
): Promise<Sample> => {
  const until = Date.now() + withinMs;
  for (;;) {
    const seen = await sample();
    if (done(seen)) return seen;
    if (Date.now() > until) throw new Error(`${what}: still ${JSON.stringify(seen)}`);
    await pause(PAUSE_MS / 2);
  }
};
