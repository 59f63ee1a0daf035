import { hash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import {
  canonicalText,
  compileSchema,
  DISPATCH_KINDS,
  dispatchEventSchemas,
  SchemaMismatch,
  type DispatchEvent,
} from '@ywk/contracts';
import type { Label } from '@ywk/kernel';

/** A message may have this many bytes. */
export const MAX_LINE_BYTES = 64 * 1024;
/** A clock of a source may be ahead of ours by this many milliseconds. */
const MAX_AHEAD_MS = 5 * 60_000;

/** Why a line is refused: the code is a contract, the pointer names the place in the line. */
export interface LineProblem {
  readonly code: string;
  readonly detail: string;
  /** The same in both languages, where a rule refused it and not the form. */
  readonly details?: Label;
  /** JSON Pointer; empty for the line as a whole. */
  readonly pointer: string;
}

/** A message that may be taken in. */
export interface FeedEvent {
  readonly event: DispatchEvent;
  /** SHA-256 of its canonical text, in hexadecimal digits. */
  readonly hash: string;
}

export type ReadLine = FeedEvent | LineProblem;

export const isProblem = (read: ReadLine): read is LineProblem => 'code' in read;

class Refused extends Error {
  constructor(readonly problem: LineProblem) {
    super(problem.detail);
  }
}

const refuse = (code: string, detail: string, pointer = ''): never => {
  throw new Refused({ code, detail, pointer });
};

const validators = new Map(
  DISPATCH_KINDS.map((kind) => [
    kind as string,
    compileSchema<DispatchEvent>(`dispatch event "${kind}"`, dispatchEventSchemas[kind]),
  ]),
);

const objectOf = (value: unknown): Record<string, unknown> => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  return refuse('LINE_NO_OBJECT', 'The line is JSON but no object: send one object a line.');
};

const OFFSET = /(?:[zZ]|[+-]\d{2}:?\d{2})$/;

/** The commonest fault of a feed deserves an answer of its own. */
const checkOffset = (value: unknown, pointer: string): void => {
  if (typeof value !== 'string' || OFFSET.test(value)) return;
  refuse(
    'TIME_WITHOUT_OFFSET',
    'The time has no offset: write 2024-05-31T23:50:00+08:00, or Z for UTC.',
    pointer,
  );
};

const valid = (value: Record<string, unknown>): DispatchEvent => {
  const kind = value['kind'];
  const validate = typeof kind === 'string' ? validators.get(kind) : undefined;
  if (validate === undefined) {
    return refuse('KIND_UNKNOWN', `"kind" is one of ${DISPATCH_KINDS.join(', ')}.`, '/kind');
  }
  checkOffset(value['at'], '/at');
  checkOffset(value['issuedAt'], '/issuedAt');
  try {
    return validate(value);
  } catch (error) {
    if (!(error instanceof SchemaMismatch)) throw error;
    const [first] = error.errors;
    const detail = error.errors.map((one) => `${one.pointer || '/'} ${one.detail}`).join('; ');
    return refuse('SCHEMA_MISMATCH', detail, first?.pointer ?? '');
  }
};

const utc = (text: string, pointer: string): string => {
  const ms = Date.parse(text);
  return Number.isNaN(ms)
    ? refuse('SCHEMA_MISMATCH', `${pointer} is no moment that exists.`, pointer)
    : new Date(ms).toISOString();
};

/** Every instant in UTC with milliseconds, so that the same moment has one text. */
const inUtc = (event: DispatchEvent): DispatchEvent => {
  const { change } = event;
  return {
    ...event,
    at: utc(event.at, '/at'),
    ...(event.issuedAt === undefined ? {} : { issuedAt: utc(event.issuedAt, '/issuedAt') }),
    ...(change?.at === undefined
      ? {}
      : { change: { ...change, at: utc(change.at, '/change/at') } }),
  };
};

const checkPast = (event: DispatchEvent, nowMs: number): void => {
  const latest = new Date(nowMs + MAX_AHEAD_MS).toISOString();
  const stated = [
    ['/at', event.at],
    ['/issuedAt', event.issuedAt],
    ['/change/at', event.change?.at],
  ] as const;
  for (const [pointer, instant] of stated) {
    if (instant === undefined || instant <= latest) continue;
    refuse('FUTURE_TIME', `${instant} is more than 5 minutes ahead of our clock.`, pointer);
  }
};

/** Reads one message of the feed. @param nowMs the clock of this service, ms since 1970 */
export const readMessage = (value: unknown, nowMs: number): ReadLine => {
  try {
    const event = inUtc(valid(objectOf(value)));
    checkPast(event, nowMs);
    return { event, hash: hash('sha256', canonicalText(event)) };
  } catch (error) {
    if (error instanceof Refused) return error.problem;
    throw error;
  }
};

const parsed = (bytes: Buffer): unknown => {
  if (bytes.length > MAX_LINE_BYTES) {
    refuse('LINE_TOO_LONG', `The line is longer than ${MAX_LINE_BYTES} bytes.`);
  }
  if (!isUtf8(bytes)) refuse('LINE_NOT_UTF8', 'The line is not UTF-8.');
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return refuse('LINE_NOT_JSON', 'The line is no JSON text.');
  }
};

/** Reads a message from the bytes of a record. */
export const readRecord = (bytes: Buffer, nowMs: number): ReadLine => {
  try {
    return readMessage(parsed(bytes), nowMs);
  } catch (error) {
    if (error instanceof Refused) return error.problem;
    throw error;
  }
};
