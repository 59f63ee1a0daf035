import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { knownProblem } from '../problem/known-problems.ts';
import type { Problem } from '../problem/problem.ts';
import { LineCutter, type CutLine } from './line-cutter.ts';

/** One line of a body: its value, or why it is none. Lines count from 1, empty ones too. */
export type NdjsonLine =
  | { readonly line: number; readonly ok: true; readonly value: unknown; readonly text: string }
  | {
      readonly line: number;
      readonly ok: false;
      readonly code: string;
      readonly detail: string;
      /** The line as it came; of one that is too long, its beginning. */
      readonly raw: Buffer;
    };

export interface NdjsonLimits {
  /** 10,000 when not given. */
  readonly maxLines?: number;
  /** 64 KiB when not given; a longer line is answered and skipped. */
  readonly maxLineBytes?: number;
  /** Of the unpacked body; 64 MiB when not given. */
  readonly maxBytes?: number;
}

const DEFAULTS = { maxLines: 10_000, maxLineBytes: 65_536, maxBytes: 64 * 1024 * 1024 };

const tooManyLines = (limit: number): Problem =>
  knownProblem('TOO_MANY_LINES', {
    detail: {
      zh: `每次请求至多 ${limit} 行；本次请求未接收任何内容。`,
      en: `Send at most ${limit} lines in one request. Nothing of this one was taken.`,
    },
  });

const tooLarge = (limit: number): Problem =>
  knownProblem('BODY_TOO_LARGE', {
    detail: {
      zh: `解压后至多 ${limit} 字节；本次请求未接收任何内容。`,
      en: `Send at most ${limit} bytes, unpacked. Nothing of this request was taken.`,
    },
  });

const unreadable = (): Problem =>
  knownProblem('BODY_NOT_READABLE', {
    detail: {
      zh: '内容提前结束或不是 gzip；未接收任何内容，请重新发送。',
      en: 'The body ended early or is not gzip. Nothing of it was taken; send it again.',
    },
  });

const wrongType = (): Problem =>
  knownProblem('MEDIA_TYPE_NOT_SUPPORTED', {
    detail: {
      zh: '请发送 application/x-ndjson：每行一个 JSON 对象，UTF-8，可用 gzip。',
      en: 'Send application/x-ndjson: one JSON object per line, UTF-8, gzip if you like.',
    },
  });

const unpacked = (request: IncomingMessage): Readable => {
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding === 'identity') return request;
  if (encoding !== 'gzip' && encoding !== 'x-gzip') throw wrongType();
  const gunzip = createGunzip();
  request.once('error', (error) => gunzip.destroy(error));
  request.once('aborted', () => gunzip.destroy(new Error('aborted')));
  return request.pipe(gunzip);
};

const parsed = (cut: CutLine, maxLineBytes: number): NdjsonLine => {
  const { line, text, bytes: raw } = cut;
  if (text === 'too-long') {
    const detail = `The line is longer than ${maxLineBytes} bytes.`;
    return { line, ok: false, code: 'LINE_TOO_LONG', detail, raw };
  }
  if (text === 'not-utf8') {
    return { line, ok: false, code: 'LINE_NOT_UTF8', detail: 'The line is not UTF-8.', raw };
  }
  try {
    return { line, ok: true, value: JSON.parse(text.value) as unknown, text: text.value };
  } catch {
    return { line, ok: false, code: 'LINE_NOT_JSON', detail: 'The line is no JSON text.', raw };
  }
};

const isNdjson = (request: IncomingMessage): boolean =>
  /^application\/(x-)?(ndjson|jsonl|jsonlines)\b/i.test(request.headers['content-type'] ?? '');

const chunksOf = async function* (source: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of source) yield chunk as Buffer;
  } catch {
    throw unreadable();
  }
};

const cutsOf = async function* (
  source: Readable,
  cutter: LineCutter,
  maxBytes: number,
): AsyncGenerator<CutLine> {
  let bytes = 0;
  for await (const chunk of chunksOf(source)) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    yield* cutter.push(chunk);
  }
  yield* cutter.end();
};

/**
 * The lines of a body, as they arrive; gzip is unpacked. A line that is too long, no UTF-8 or no JSON
 * is answered as such and the rest lives. Empty lines are passed over.
 * @throws Problem when the whole body cannot be read: 400, 413 or 415
 */
export const ndjsonLines = async function* (
  request: IncomingMessage,
  limits: NdjsonLimits = {},
): AsyncGenerator<NdjsonLine> {
  const { maxLines, maxLineBytes, maxBytes } = { ...DEFAULTS, ...limits };
  if (!isNdjson(request)) throw wrongType();
  const cutter = new LineCutter(maxLineBytes);
  for await (const cut of cutsOf(unpacked(request), cutter, maxBytes)) {
    if (cutter.taken > maxLines) throw tooManyLines(maxLines);
    yield parsed(cut, maxLineBytes);
  }
};

/** All lines of a body: nothing is handed over when there are too many or the body is broken. */
export const readNdjson = async (
  request: IncomingMessage,
  limits: NdjsonLimits = {},
): Promise<NdjsonLine[]> => {
  const lines: NdjsonLine[] = [];
  for await (const line of ndjsonLines(request, limits)) lines.push(line);
  return lines;
};
