import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import type { Logger } from 'pino';
import { ACCESS_TABLE, AuthGuard } from './auth/auth.guard.ts';
import type { AccessTable } from './auth/route-access.ts';
import { ServiceTokens } from './auth/service-tokens.ts';
import { TokenVerifier } from './auth/token-verifier.ts';
import type { ServiceEnv } from './config/service-env.ts';
import { HealthController } from './health/health.controller.ts';
import { Health } from './health/health.ts';
import { AnswerLimitInterceptor } from './http/answer-limit.interceptor.ts';
import { RateLimitGuard } from './http/rate-limit.guard.ts';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor.ts';
import { MetricsController } from './metrics/metrics.controller.ts';
import { Metrics } from './metrics/metrics.ts';
import { ProblemFilter } from './problem/problem.filter.ts';
import type { RejectionTable } from './problem/rejection-table.ts';
import { validationPipe } from './problem/validation.ts';

/** Nest token of the pino logger. */
export const LOGGER = Symbol('ywk:logger');
/** Nest token of the validated configuration. */
export const CONFIG = Symbol('ywk:config');

export interface PlatformParts {
  readonly name: string;
  readonly config: ServiceEnv;
  readonly logger: Logger;
  readonly rejections: RejectionTable;
  readonly access: AccessTable;
}

const everywhere: Provider[] = [
  {
    provide: APP_FILTER,
    useFactory: (logger: Logger, parts: RejectionTable) => new ProblemFilter(logger, parts),
    inject: [LOGGER, Symbol.for('ywk:rejections')],
  },
  { provide: APP_PIPE, useFactory: validationPipe },
  {
    provide: APP_GUARD,
    useFactory: (table: AccessTable, verifier: TokenVerifier) => new AuthGuard(table, verifier),
    inject: [ACCESS_TABLE, TokenVerifier],
  },
  // After the guard above: callers are known by now.
  {
    provide: APP_GUARD,
    useFactory: (config: ServiceEnv) => new RateLimitGuard(config),
    inject: [CONFIG],
  },
  {
    provide: APP_INTERCEPTOR,
    useFactory: (config: ServiceEnv) => new AnswerLimitInterceptor(config.HTTP_ANSWER_SECONDS),
    inject: [CONFIG],
  },
  { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
];

/** What every service has: guard, filter, pipe, health, metrics, logger and configuration. */
@Module({})
export class PlatformModule {
  static of({ name, config, logger, rejections, access }: PlatformParts): DynamicModule {
    const own: Provider[] = [
      { provide: LOGGER, useValue: logger },
      { provide: CONFIG, useValue: config },
      { provide: Symbol.for('ywk:rejections'), useValue: rejections },
      { provide: ACCESS_TABLE, useValue: access },
      { provide: Metrics, useFactory: () => new Metrics(name) },
      { provide: Health, useFactory: () => new Health() },
      { provide: TokenVerifier, useFactory: () => new TokenVerifier(config) },
      { provide: ServiceTokens, useFactory: () => new ServiceTokens(name, config) },
    ];
    return {
      module: PlatformModule,
      global: true,
      controllers: [HealthController, MetricsController],
      providers: [...own, ...everywhere],
      exports: [LOGGER, CONFIG, Metrics, Health, TokenVerifier, ServiceTokens],
    };
  }
}
