import type { Request, RequestHandler } from 'express';
import type { Metrics } from './metrics.ts';

/** The pattern of the route, never the path itself: ids would make a series each. */
const routeOf = (request: Request): string =>
  (request.route as { path?: string } | undefined)?.path ?? 'none';

/** Measures every request. */
export const requestMetrics =
  (metrics: Metrics): RequestHandler =>
  (request, response, next) => {
    const stop = metrics.request.startTimer();
    response.once('finish', () =>
      stop({
        method: request.method,
        route: routeOf(request),
        status: String(response.statusCode),
      }),
    );
    next();
  };
