import type { Item } from '../checker/dump.ts';
import type { History } from '../system/history.ts';

export type Body = Readonly<Record<string, unknown>>;

/** What was answered; `unknown` when nobody can say what became of it. */
export type Reply =
  | { readonly outcome: 'ok'; readonly status: number; readonly body: Body }
  | { readonly outcome: 'refused'; readonly status: number; readonly body: Body }
  | { readonly outcome: 'fail'; readonly why: string }
  | { readonly outcome: 'unknown'; readonly why: string };

const LIMIT_MS = 25_000;
const TOO_MANY = 429;
const SERVER_ERROR = 500;

const causeOf = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = (cause as { code?: string } | undefined)?.code;
  return code ?? String(error);
};

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** JSON, or lines of NDJSON. */
  readonly body?: unknown;
  readonly lines?: readonly string[];
}

const contentOf = ({ body, lines }: Request): { type: string; text: string } | undefined => {
  if (lines !== undefined) return { type: 'application/x-ndjson', text: `${lines.join('\n')}\n` };
  return body === undefined ? undefined : { type: 'application/json', text: JSON.stringify(body) };
};

/** One service's public door, as somebody with a token. */
export class Door {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  async ask(request: Request): Promise<Reply> {
    try {
      const response = await this.sent(request);
      const { status } = response;
      if (status === TOO_MANY) return { outcome: 'fail', why: 'busy' };
      if (status >= SERVER_ERROR) return { outcome: 'unknown', why: String(status) };
      const body = (await response.json()) as Body;
      return { outcome: response.ok ? 'ok' : 'refused', status, body };
    } catch (error) {
      const why = causeOf(error);
      return { outcome: why === 'ECONNREFUSED' ? 'fail' : 'unknown', why };
    }
  }

  private sent(request: Request): Promise<Response> {
    const content = contentOf(request);
    return fetch(`${this.url}${request.path}`, {
      method: request.method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(content === undefined ? {} : { 'content-type': content.type }),
      },
      ...(content === undefined ? {} : { body: content.text }),
      signal: AbortSignal.timeout(LIMIT_MS),
    });
  }
}

/** A request that changes something, and what it is about. */
export interface Writing extends Request {
  readonly kind: string;
  readonly items: readonly Item[];
  /** Reads from the answer which items were refused. */
  readonly refusedIn?: (body: Body) => number[];
}

/** Sends and writes down what was sent and what came of it. */
export const carryOut = async (history: History, door: Door, writing: Writing): Promise<Reply> => {
  const { kind, items, refusedIn } = writing;
  const op = history.invoke(kind, items);
  const reply = await door.ask(writing);
  if (reply.outcome === 'ok') history.ok(op, kind, { refused: refusedIn?.(reply.body) ?? [] });
  else if (reply.outcome === 'refused') {
    const all = items.map((_, at) => at);
    history.ok(op, kind, { refused: all, note: reply.body['code'] ?? reply.status });
  } else if (reply.outcome === 'fail') history.fail(op, kind, reply.why);
  else history.info(op, kind, reply.why);
  return reply;
};

/** Doors that take lines name those they refused by number, from 1. */
export const refusedLines = (body: Body): number[] =>
  (body['rejected'] as { line: number }[]).map(({ line }) => line - 1);
