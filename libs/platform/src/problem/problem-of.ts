import { types } from 'node:util';
import { HttpException } from '@nestjs/common';
import { isRejection } from '@ywk/kernel';
import { Problem } from './problem.ts';
import { problemOfRejection, type RejectionTable } from './rejection-table.ts';

const RETRY_SECONDS = '5';

const isProblem = (error: unknown): error is Problem =>
  error instanceof Error && error.name === 'Problem' && 'status' in error;

const BODY_FAULTS: Readonly<
  Record<string, { code: string; status: number; zh: string; en: string }>
> = {
  'entity.too.large': {
    code: 'BODY_TOO_LARGE',
    status: 413,
    zh: '请求内容过大',
    en: 'Request body too large',
  },
  'encoding.unsupported': {
    code: 'ENCODING_NOT_SUPPORTED',
    status: 415,
    zh: '不支持的压缩方式',
    en: 'Content encoding not supported',
  },
  'charset.unsupported': {
    code: 'CHARSET_NOT_SUPPORTED',
    status: 415,
    zh: '不支持的字符编码',
    en: 'Character set not supported',
  },
};

const UNREADABLE = {
  code: 'BODY_NOT_READABLE',
  status: 400,
  zh: '请求内容无法解析',
  en: 'Request body not readable',
};

const typeOf = (error: unknown): string | undefined => {
  const type = (error as { type?: unknown } | null)?.type;
  return typeof type === 'string' &&
    /^(entity|encoding|charset|request|parameters|stream)\./.test(type)
    ? type
    : undefined;
};

const ofBodyParser = (error: unknown): Problem | undefined => {
  const type = typeOf(error) ?? typeOf((error as { cause?: unknown } | null)?.cause);
  if (type === undefined) return undefined;
  const { code, status, zh, en } = BODY_FAULTS[type] ?? UNREADABLE;
  return new Problem({
    code,
    status,
    title: { zh, en },
    detail: error instanceof Error ? error.message : en,
  });
};

/** Names of the statuses that Nest itself answers with. */
const NAMED: Readonly<Record<number, { code: string; zh: string; en: string }>> = {
  400: UNREADABLE,
  404: { code: 'NOT_FOUND', zh: '未找到', en: 'Not found' },
  405: { code: 'METHOD_NOT_ALLOWED', zh: '方法不允许', en: 'Method not allowed' },
  413: { code: 'BODY_TOO_LARGE', zh: '请求内容过大', en: 'Request body too large' },
  415: { code: 'MEDIA_TYPE_NOT_SUPPORTED', zh: '不支持的内容类型', en: 'Media type not supported' },
  503: { code: 'NOT_AVAILABLE', zh: '服务暂不可用', en: 'Not available' },
};

const ofNest = (error: HttpException): Problem => {
  const status = error.getStatus();
  const named = NAMED[status] ?? { code: `HTTP_${status}`, zh: '请求失败', en: error.message };
  const title = { zh: named.zh, en: named.en };
  return new Problem({ code: named.code, status, title, detail: error.message });
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
  new Problem({
    code: 'STORE_NOT_AVAILABLE',
    status: 503,
    title: { zh: '数据库暂不可用，请稍后重试', en: 'The database is not available; try again' },
    detail: 'Nothing is known to be lost: send the same request again with the same ids.',
    headers: { 'Retry-After': RETRY_SECONDS },
  });

const unexpected = (): Problem =>
  new Problem({
    code: 'UNEXPECTED',
    status: 500,
    title: { zh: '系统内部错误', en: 'Unexpected error' },
  });

/** Any error as the answer it deserves. */
export const problemOf = (error: unknown, table: RejectionTable): Problem => {
  if (isProblem(error)) return error;
  if (isRejection(error)) return problemOfRejection(error, table);
  const body = ofBodyParser(error);
  if (body !== undefined) return body;
  if (error instanceof HttpException) return ofNest(error);
  return isOutage(error) ? unavailable() : unexpected();
};
