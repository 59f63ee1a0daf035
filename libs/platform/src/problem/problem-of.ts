import { types } from 'node:util';
import { HttpException } from '@nestjs/common';
import { isRejection, type Label } from '@ywk/kernel';
import { knownProblem, type KnownProblem } from './known-problems.ts';
import { Problem } from './problem.ts';
import { problemOfRejection, type RejectionTable } from './rejection-table.ts';

const RETRY_SECONDS = '5';

const isProblem = (error: unknown): error is Problem =>
  error instanceof Error && error.name === 'Problem' && 'status' in error;

const BODY_FAULTS: Readonly<Record<string, KnownProblem>> = {
  'entity.too.large': 'BODY_TOO_LARGE',
  'encoding.unsupported': 'ENCODING_NOT_SUPPORTED',
  'charset.unsupported': 'CHARSET_NOT_SUPPORTED',
};

const typeOf = (error: unknown): string | undefined => {
  const type = (error as { type?: unknown } | null)?.type;
  return typeof type === 'string' &&
    /^(entity|encoding|charset|request|parameters|stream)\./.test(type)
    ? type
    : undefined;
};

/** What a library says, which speaks English alone. */
const foreign = ({ message }: Error): Label => ({ zh: `原文：${message}`, en: message });

const ofBodyParser = (error: unknown): Problem | undefined => {
  const type = typeOf(error) ?? typeOf((error as { cause?: unknown } | null)?.cause);
  if (type === undefined) return undefined;
  const detail = error instanceof Error ? { detail: foreign(error) } : {};
  return knownProblem(BODY_FAULTS[type] ?? 'BODY_NOT_READABLE', detail);
};

/** Statuses that Nest itself answers with. */
const NAMED: Readonly<Record<number, KnownProblem>> = {
  400: 'REQUEST_NOT_VALID',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  413: 'BODY_TOO_LARGE',
  415: 'MEDIA_TYPE_NOT_SUPPORTED',
  503: 'NOT_AVAILABLE',
};

const ofNest = (error: HttpException): Problem => {
  const status = error.getStatus();
  const code = NAMED[status];
  if (code !== undefined) return knownProblem(code, { detail: foreign(error) });
  const title = { zh: '请求失败', en: 'Request failed' };
  return new Problem({ code: `HTTP_${status}`, status, title, detail: foreign(error) });
};

/**
 * PostgreSQL codes that mean "not now": connection lost, shutting down, out of room, serialisation,
 * left idle for too long, a standby that is not promoted yet.
 */
const NOT_NOW = /^(08...|57P0[123]|53...|40001|40P01|55P03|25P03|25006)$/;
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const NOT_NOW_TEXT =
  /connection terminated|timeout exceeded when trying to connect|read timeout|not queryable/i;

/** The database or the way to it is not there now; what was asked may well be right. */
export const isOutage = (error: unknown): boolean => {
  if (!types.isNativeError(error)) return false;
  const { code, errors } = error as { code?: unknown; errors?: unknown };
  if (Array.isArray(errors) && errors.some(isOutage)) return true;
  const known = typeof code === 'string' && (NETWORK.has(code) || NOT_NOW.test(code));
  return known || NOT_NOW_TEXT.test(error.message);
};

const unavailable = (): Problem =>
  knownProblem('STORE_NOT_AVAILABLE', {
    detail: {
      zh: '未发现任何丢失：请以相同编号重新发送同一请求。',
      en: 'Nothing is known to be lost: send the same request again with the same ids.',
    },
    headers: { 'Retry-After': RETRY_SECONDS },
  });

/** Any error as the answer it deserves. */
export const problemOf = (error: unknown, table: RejectionTable): Problem => {
  if (isProblem(error)) return error;
  if (isRejection(error)) return problemOfRejection(error, table);
  const body = ofBodyParser(error);
  if (body !== undefined) return body;
  if (error instanceof HttpException) return ofNest(error);
  return isOutage(error) ? unavailable() : knownProblem('UNEXPECTED');
};
