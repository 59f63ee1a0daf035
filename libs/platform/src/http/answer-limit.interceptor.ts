import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { knownProblem } from '../problem/known-problems.ts';
import type { Problem } from '../problem/problem.ts';
import { isStreamed } from './streamed.ts';

const tooSlow = (seconds: number): Problem =>
  knownProblem('ANSWER_TOO_SLOW', {
    detail: {
      zh: `${seconds} 秒内未完成；可能仍在办理，请以相同编号重新发送。`,
      en: `Not done within ${seconds} s. It may still be done: send the same with the same ids.`,
    },
    headers: { 'Retry-After': '5' },
  });

/**
 * Answers 503 when a request's work takes too long. The work itself goes on, so that what it appends
 * is appended and its idempotency key keeps its answer; deliveries of lines take the time they take.
 */
@Injectable()
export class AnswerLimitInterceptor implements NestInterceptor {
  constructor(private readonly seconds: number) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    if (isStreamed(context.switchToHttp().getRequest<Request>())) return next.handle();
    return from(this.within(lastValueFrom(next.handle(), { defaultValue: undefined })));
  }

  private async within(work: Promise<unknown>): Promise<unknown> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(tooSlow(this.seconds)), this.seconds * 1000);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
