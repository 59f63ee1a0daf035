import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Request, Response } from 'express';
import { correlationId } from '../logging/request-context.ts';
import { problemDocument } from './problem.ts';
import { problemOf } from './problem-of.ts';
import type { RejectionTable } from './rejection-table.ts';

/** The language the reader asks for first; Chinese when none that we speak is asked for. */
const languageOf = (request: Request): 'zh' | 'en' =>
  request.acceptsLanguages(['zh', 'en']) === 'en' ? 'en' : 'zh';

/** Answers every error as a problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly rejections: RejectionTable,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    // A handler of a log has no answer to send: its follower decides what the error means.
    if (host.getType() !== 'http') throw error;
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = problemOf(error, this.rejections);
    if (problem.status >= 500)
      this.logger.error({ err: error, code: problem.code }, 'request failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const language = languageOf(request);
    const document = problemDocument(problem, {
      instance: request.path,
      traceId: correlationId(),
      language,
    });
    response
      .status(problem.status)
      .vary('Accept-Language')
      .set({
        ...problem.headers,
        'Content-Language': language,
        'Content-Type': 'application/problem+json; charset=utf-8',
      })
      .send(JSON.stringify(document));
  }
}
