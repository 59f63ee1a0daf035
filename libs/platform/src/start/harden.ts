import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { HttpEnv } from '../config/http-env.ts';
import { knownProblem, type KnownProblem } from '../problem/known-problems.ts';
import { problemDocument } from '../problem/problem.ts';

/** Answers below so many bytes are not worth packing. */
const PACKED_FROM_BYTES = 4096;

/** A follower beside us reads its lines faster than we could pack them. */
const isWorthPacking: compression.CompressionFilter = (request, response) =>
  !/ndjson/.test(String(response.getHeader('Content-Type'))) &&
  compression.filter(request, response);

/** What Node calls the faults of a request that it could not make out. */
const BROKEN: Readonly<Record<string, KnownProblem>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TOO_SLOW',
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
};

const WORDS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

/** A whole answer as bytes on the wire: there is no response to speak through yet. */
const answerOf = (code: KnownProblem): string => {
  const problem = knownProblem(code);
  const document = problemDocument(problem, { instance: '', traceId: crypto.randomUUID() });
  const body = JSON.stringify(document);
  return [
    `HTTP/1.1 ${problem.status} ${WORDS[problem.status] ?? ''}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
};

type AnsweredSocket = Socket & { readonly _httpMessage?: { readonly headersSent: boolean } };

const answerBroken = (error: NodeJS.ErrnoException, socket: AnsweredSocket): void => {
  if (!socket.writable || error.code === 'ECONNRESET' || socket._httpMessage?.headersSent === true)
    socket.destroy();
  else socket.end(answerOf(BROKEN[error.code ?? ''] ?? 'BODY_NOT_READABLE'));
};

/** Headers that a page of another origin may read. */
const EXPOSED = [
  'Content-Language',
  'ETag',
  'Idempotency-Replayed',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'X-Correlation-Id',
];

const limitTimes = (app: NestExpressApplication, seconds: number): void => {
  const server = app.getHttpServer() as Server<typeof IncomingMessage>;
  server.requestTimeout = seconds * 1000;
  server.headersTimeout = Math.min(60, seconds) * 1000;
  server.on('clientError', answerBroken);
};

const NUL_TOLD = {
  zh: '文本含数据库无法保存的字符 U+0000，请去掉。',
  en: 'A text holds the character U+0000, which the database cannot keep. Leave it out.',
};

/** PostgreSQL keeps every character but this one: it is refused before anything is looked up. */
const refuseNulInPath: RequestHandler = (request, _response, next) => {
  if (request.url.includes('%00')) next(knownProblem('REQUEST_NOT_VALID', { detail: NUL_TOLD }));
  else next();
};

/** In JSON it can only stand as an escape; the raw character is no JSON. */
const refuseNulInBody = (_request: unknown, _response: unknown, text: Buffer): void => {
  if (text.includes('\\u0000')) throw new TypeError(NUL_TOLD.en);
};

/** Protecting headers, other origins, sizes, times and packing. */
export const harden = (app: NestExpressApplication, config: HttpEnv): void => {
  app.disable('x-powered-by');
  // Served over plain HTTP behind a balancer too: pages must not be told to fetch by HTTPS.
  app.use(helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } }));
  if (config.CORS_ORIGINS.length > 0) {
    app.enableCors({ origin: config.CORS_ORIGINS, exposedHeaders: EXPOSED, maxAge: 600 });
  }
  app.use(compression({ threshold: PACKED_FROM_BYTES, filter: isWorthPacking, level: 1 }));
  app.use(refuseNulInPath);
  // The parser knows `verify`; what Nest says of its options leaves it out.
  const body = { limit: config.HTTP_BODY_KIB * 1024, strict: true, verify: refuseNulInBody };
  app.useBodyParser('json', body);
  limitTimes(app, config.HTTP_REQUEST_SECONDS);
};
