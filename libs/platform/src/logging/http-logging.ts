import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { acceptedCorrelation, correlationId, withCorrelation } from './request-context.ts';

const HEADER = 'x-correlation-id';

/**
 * Gives every request a correlation id, answers with it, and runs the request under it. Who shows no
 * token is not asked for an id: one that a voter used before, with a token, would name the voter.
 */
export const correlation: RequestHandler = ({ headers }, response, next) => {
  const said = headers.authorization === undefined ? {} : headers;
  const id = acceptedCorrelation({ traceparent: said['traceparent'], plain: said[HEADER] });
  response.setHeader(HEADER, id);
  withCorrelation(id, (end) => {
    response.once('close', end);
    next();
  });
};

/** The path alone: a query may hold a person's name. */
const pathOf = (url: string): string => url.split('?', 1)[0] ?? '';

interface Seen {
  readonly method: string;
  readonly url: string;
}

const quiet = (url: string): boolean => /^\/(health|metrics)/.test(url);

/** One line for each answered request: method, path, status, ms; neither query nor body nor headers. */
export const httpLogging = (logger: Logger): RequestHandler =>
  pinoHttp({
    logger,
    genReqId: () => correlationId(),
    autoLogging: { ignore: (request) => quiet(request.url ?? '') },
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'error' : 'info'),
    serializers: {
      req: ({ method, url }: Seen) => ({ method, path: pathOf(url) }),
      res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
    },
  });
