import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { KnownRequest } from '../auth/decorators.ts';
import { knownProblem } from '../problem/known-problems.ts';
import type { Problem } from '../problem/problem.ts';
import { isStreamed } from './streamed.ts';

export interface RateLimitOptions {
  readonly RATE_LIMIT_REQUESTS: number;
  readonly RATE_LIMIT_SECONDS: number;
}

/** Name of the policy in the headers. */
const POLICY = '"caller"';

const secondsOf = ({ msBeforeNext }: RateLimiterRes): number =>
  Math.max(1, Math.ceil(msBeforeNext / 1000));

const tooMany = (limit: number, wait: number): Problem =>
  knownProblem('TOO_MANY_REQUESTS', {
    detail: {
      zh: `已达上限 ${limit} 次，请于 ${wait} 秒后重试。`,
      en: `The limit of ${limit} requests is used up; it is free again in ${wait} seconds.`,
    },
    headers: { 'Retry-After': String(wait) },
  });

/**
 * Counts the requests of each caller within a window and turns away what is above the limit, with
 * the headers of draft-ietf-httpapi-ratelimit-headers. Stands behind the guard that knows callers.
 * Deliveries of lines do not count, their queue turns away by itself; nor do our own services.
 */
@Injectable()
export class RateLimitGuard implements CanActivate {
  private readonly limiter: RateLimiterMemory;
  private readonly policy: string;

  constructor({ RATE_LIMIT_REQUESTS: points, RATE_LIMIT_SECONDS: duration }: RateLimitOptions) {
    this.limiter = new RateLimiterMemory({ points, duration });
    this.policy = `${POLICY};q=${points};w=${duration}`;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const http = context.switchToHttp();
    const request = http.getRequest<Request & KnownRequest>();
    const { caller } = request;
    if (caller === undefined || caller.has('service') || isStreamed(request)) return true;
    const used = await this.take(caller.sub);
    const response = http.getResponse<Response>();
    response.setHeader('RateLimit-Policy', this.policy);
    response.setHeader('RateLimit', `${POLICY};r=${used.remainingPoints};t=${secondsOf(used)}`);
    if (used.consumedPoints > this.limiter.points) {
      throw tooMany(this.limiter.points, secondsOf(used));
    }
    return true;
  }

  /** A count above the limit is no failure of the limiter. */
  private async take(caller: string): Promise<RateLimiterRes> {
    try {
      return await this.limiter.consume(caller);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return refusal;
      throw refusal;
    }
  }
}
