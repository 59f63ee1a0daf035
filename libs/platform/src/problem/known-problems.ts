import type { Label } from '@ywk/kernel';
import { Problem, type ProblemStatement } from './problem.ts';

/** What is the same of every occurrence of a code. */
export interface ProblemKind {
  readonly status: number;
  readonly title: Label;
  /** What to do; what the status calls for when not given. */
  readonly advice?: Label;
}

const kind = (status: number, title: Label, advice?: Label): ProblemKind => ({
  status,
  title,
  ...(advice === undefined ? {} : { advice }),
});

/** Problems that every service can answer with, whatever it was asked. */
export const KNOWN_PROBLEMS = {
  REQUEST_NOT_VALID: kind(400, { zh: '请求内容不符合要求', en: 'Request not valid' }),
  BODY_NOT_READABLE: kind(400, { zh: '请求内容无法解析', en: 'Request body not readable' }),
  CURSOR_NOT_VALID: kind(
    400,
    { zh: '翻页游标无效', en: 'Cursor not valid' },
    {
      zh: '原样使用上一页返回的 nextCursor，或从第一页重新开始。',
      en: 'Send the nextCursor of the page before unchanged, or begin with the first page.',
    },
  ),
  IDEMPOTENCY_KEY_NOT_VALID: kind(400, { zh: '幂等键不合法', en: 'Idempotency key not valid' }),
  PURPOSE_NEEDED: kind(
    400,
    { zh: '须说明查阅用途', en: 'Say why you look' },
    {
      zh: '在请求头 Ywk-Purpose 中注明用途代码。',
      en: 'Name a purpose in the header Ywk-Purpose.',
    },
  ),
  TOKEN_NOT_VALID: kind(401, { zh: '身份令牌无效', en: 'Token not valid' }),
  ROUTE_IS_CLOSED: kind(403, { zh: '无权执行此操作', en: 'Not allowed' }),
  ROLE_MISSING: kind(403, { zh: '无权执行此操作', en: 'Not allowed' }),
  UNIT_OUT_OF_SCOPE: kind(403, { zh: '超出本人管辖单位', en: 'Unit out of scope' }),
  LOG_NOT_YOURS: kind(
    403,
    { zh: '无权读取此日志', en: 'Not a log that you follow' },
    {
      zh: '日志只供订阅它的服务读取。',
      en: 'A log is read by the services that follow it.',
    },
  ),
  NOT_FOUND: kind(404, { zh: '未找到', en: 'Not found' }),
  METHOD_NOT_ALLOWED: kind(405, { zh: '方法不允许', en: 'Method not allowed' }),
  REQUEST_TOO_SLOW: kind(408, {
    zh: '请求未在时限内收完',
    en: 'The request did not arrive in time',
  }),
  REQUEST_STILL_RUNNING: kind(
    409,
    { zh: '相同请求正在处理', en: 'The same request is still at work' },
    {
      zh: '稍后以相同幂等键重新发送，将得到首次请求的答复。',
      en: 'Ask again in a moment; the answer will be that of the first request.',
    },
  ),
  CONCURRENT_CHANGE: kind(409, {
    zh: '他人同时修改，请重试',
    en: 'Changed by others at the same time; try again',
  }),
  VERSION_MISMATCH: kind(412, {
    zh: '内容已被他人修改',
    en: 'Changed by others since it was read',
  }),
  BODY_TOO_LARGE: kind(413, { zh: '请求内容过大', en: 'Request body too large' }),
  TOO_MANY_LINES: kind(413, { zh: '行数超过上限', en: 'Too many lines' }),
  ENCODING_NOT_SUPPORTED: kind(
    415,
    { zh: '不支持的压缩方式', en: 'Content encoding not supported' },
    {
      zh: '不压缩，或以 gzip 压缩后发送。',
      en: 'Send it unpacked or as gzip.',
    },
  ),
  CHARSET_NOT_SUPPORTED: kind(
    415,
    { zh: '不支持的字符编码', en: 'Character set not supported' },
    {
      zh: '以 UTF-8 编码发送。',
      en: 'Send it as UTF-8.',
    },
  ),
  MEDIA_TYPE_NOT_SUPPORTED: kind(415, { zh: '不支持的内容类型', en: 'Media type not supported' }),
  COMMAND_ID_REUSED: kind(422, {
    zh: '命令编号已用于其他内容',
    en: 'Command id used for something else',
  }),
  IDEMPOTENCY_KEY_REUSED: kind(
    422,
    { zh: '幂等键已用于其他内容', en: 'Idempotency key used for another body' },
    { zh: '新的请求使用新的幂等键。', en: 'Use a new key for a new request.' },
  ),
  // Of one line among many: the answer names its number, the other lines stand.
  LINE_TOO_LONG: kind(422, { zh: '该行过长', en: 'The line is too long' }),
  LINE_NOT_UTF8: kind(422, { zh: '该行不是 UTF-8', en: 'The line is not UTF-8' }),
  LINE_NOT_JSON: kind(422, { zh: '该行不是 JSON', en: 'The line is no JSON text' }),
  LINE_NOT_VALID: kind(422, { zh: '该行内容不符合要求', en: 'The line is not valid' }),
  VERSION_NOT_NAMED: kind(428, {
    zh: '未说明依据的版本',
    en: 'The version it is based on is not named',
  }),
  TOO_MANY_REQUESTS: kind(429, { zh: '请求过于频繁', en: 'Too many requests' }),
  HEADERS_TOO_LARGE: kind(431, { zh: '请求头过大', en: 'Request headers too large' }),
  UNEXPECTED: kind(500, { zh: '系统内部错误', en: 'Unexpected error' }),
  NOT_AVAILABLE: kind(503, { zh: '服务暂不可用', en: 'Not available' }),
  ISSUER_UNREACHABLE: kind(503, {
    zh: '身份认证服务不可用，请稍后重试',
    en: 'The identity service does not answer; try again',
  }),
  STORE_NOT_AVAILABLE: kind(503, {
    zh: '数据库暂不可用，请稍后重试',
    en: 'The database is not available; try again',
  }),
  ANSWER_TOO_SLOW: kind(503, { zh: '未在时限内完成', en: 'Not answered in time' }),
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type KnownProblem = keyof typeof KNOWN_PROBLEMS;

/** One occurrence of a problem that every service can answer with. */
export const knownProblem = (
  code: KnownProblem,
  occurrence: Pick<ProblemStatement, 'detail' | 'errors' | 'headers' | 'facts'> = {},
): Problem => new Problem({ code, ...KNOWN_PROBLEMS[code], ...occurrence });
