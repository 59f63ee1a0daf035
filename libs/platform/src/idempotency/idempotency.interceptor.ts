import { createHash } from 'node:crypto';
import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { canonicalText } from '@ywk/contracts';
import type { Request, Response } from 'express';
import { catchError, from, mergeMap, of, throwError, type Observable } from 'rxjs';
import type { KnownRequest } from '../auth/decorators.ts';
import { isStreamed } from '../http/streamed.ts';
import { knownProblem } from '../problem/known-problems.ts';
import type { Problem } from '../problem/problem.ts';
import {
  IDEMPOTENCY_STORE,
  type IdempotencyStore,
  type IdempotencyUse,
  type KeptAnswer,
} from './idempotency-store.ts';

const KEY = /^[\x21-\x7e]{1,255}$/;

const keyNotValid = (): Problem =>
  knownProblem('IDEMPOTENCY_KEY_NOT_VALID', {
    detail: {
      zh: '应为 1 至 255 个可见 ASCII 字符，例如 UUID。',
      en: 'Send 1 to 255 visible ASCII characters, a UUID for instance.',
    },
  });

const keyReused = (): Problem => knownProblem('IDEMPOTENCY_KEY_REUSED');

const stillRunning = (): Problem =>
  knownProblem('REQUEST_STILL_RUNNING', { headers: { 'Retry-After': '1' } });

const useOf = (request: Request & KnownRequest, key: string): IdempotencyUse => ({
  caller: request.caller?.sub ?? 'nobody',
  route: `${request.method} ${request.path}`,
  key,
  requestHash: createHash('sha256')
    .update(canonicalText([request.query, request.body ?? null]), 'utf8')
    .digest('hex'),
});

/** A body that is read as a stream carries ids line by line, and its key is not needed. */
const applies = (request: Request): boolean =>
  request.method === 'POST' &&
  request.headers['idempotency-key'] !== undefined &&
  !isStreamed(request);

/**
 * Answers a repeated POST with the first answer (`Idempotency-Key`, IETF draft 07). Refusals are not
 * kept: what is mended or free again later may be tried with the same key.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor, OnApplicationBootstrap {
  private store: IdempotencyStore | undefined;

  constructor(private readonly modules: ModuleRef) {}

  /** Whichever module of the service provides it: none need export it to be found. */
  onApplicationBootstrap(): void {
    try {
      this.store = this.modules.get<IdempotencyStore>(IDEMPOTENCY_STORE, { strict: false });
    } catch {
      // Nobody provides one: a service without commands keeps no answers.
    }
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http' || this.store === undefined) return next.handle();
    const request = context.switchToHttp().getRequest<Request & KnownRequest>();
    if (!applies(request)) return next.handle();
    const key = String(request.headers['idempotency-key']);
    if (!KEY.test(key)) return throwError(keyNotValid);
    const response = context.switchToHttp().getResponse<Response>();
    return from(this.begin(this.store, useOf(request, key), { response, next })).pipe(
      mergeMap((answer) => answer),
    );
  }

  private async begin(
    store: IdempotencyStore,
    use: IdempotencyUse,
    { response, next }: { response: Response; next: CallHandler },
  ): Promise<Observable<unknown>> {
    const start = await store.begin(use);
    switch (start.state) {
      case 'answered':
        return repeated(response, start.answer);
      case 'running':
        return throwError(stillRunning);
      case 'other':
        return throwError(keyReused);
      case 'started':
        return this.kept(store, use, { response, next });
    }
  }

  private kept(
    store: IdempotencyStore,
    use: IdempotencyUse,
    { response, next }: { response: Response; next: CallHandler },
  ): Observable<unknown> {
    return next.handle().pipe(
      catchError((error: unknown) =>
        from(store.abandon(use).catch(() => undefined)).pipe(
          mergeMap(() => throwError(() => error)),
        ),
      ),
      mergeMap(async (value: unknown) => {
        const answer = { status: response.statusCode, body: JSON.stringify(value ?? null) };
        // The work is done: an answer that cannot be kept is given all the same.
        await store.complete(use, answer).catch(() => undefined);
        return value;
      }),
    );
  }
}

const repeated = (response: Response, { status, body }: KeptAnswer): Observable<unknown> => {
  response.status(status).setHeader('Idempotency-Replayed', 'true');
  return of(JSON.parse(body));
};
