import { Module, type DynamicModule, type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import type { AccessTable } from '../auth/route-access.ts';
import type { ServiceEnv } from '../config/service-env.ts';
import { serveOpenApi } from '../http/open-api.ts';
import { correlation, httpLogging } from '../logging/http-logging.ts';
import { createLogger, type LoggerOptions } from '../logging/logger.ts';
import { NestLogger } from '../logging/nest-logger.ts';
import { requestMetrics } from '../metrics/request-metrics.ts';
import { Metrics } from '../metrics/metrics.ts';
import { PlatformModule } from '../platform.module.ts';
import type { RejectionTable } from '../problem/rejection-table.ts';

/** What makes up one service. */
export interface ServiceParts<Env extends ServiceEnv> {
  /** `recruitment`, `duty`, `appraisal` or `payroll`. */
  readonly name: string;
  readonly config: Env;
  readonly module: DynamicModule | Type;
  /** Who may call which route; one that stands not in it is closed. */
  readonly access: AccessTable;
  readonly rejections?: RejectionTable;
  /** Connects followers and doors: `app.connectMicroservice({ strategy }, { inheritAppConfig: false })`. */
  readonly connect?: (app: INestApplication, config: Env) => Promise<void> | void;
  /** Where log lines go; standard output when not given. */
  readonly logTo?: LoggerOptions['destination'];
}

@Module({})
class RootModule {}

/** Bodies of JSON requests, unpacked; lines have limits of their own. */
const JSON_LIMIT = '1mb';

const harden = (app: NestExpressApplication): void => {
  app.disable('x-powered-by');
  // Served over plain HTTP behind a balancer too: pages must not be told to fetch by HTTPS.
  app.use(helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } }));
  app.useBodyParser('json', { limit: JSON_LIMIT, strict: true });
};

/** Puts a service together; it does not listen yet, and its followers do not run yet. */
export const createApp = async <Env extends ServiceEnv>(
  parts: ServiceParts<Env>,
): Promise<NestExpressApplication> => {
  const { name, config, module, access, rejections = {}, logTo } = parts;
  const logger = createLogger({
    service: name,
    level: config.LOG_LEVEL,
    ...(logTo === undefined ? {} : { destination: logTo }),
  });
  const platform = PlatformModule.of({ name, config, logger, rejections, access });
  const root: DynamicModule = { module: RootModule, imports: [platform, module] };
  const app = await NestFactory.create<NestExpressApplication>(root, {
    logger: new NestLogger(logger),
    bodyParser: false,
    abortOnError: false,
    forceCloseConnections: true,
  });
  app.use(correlation);
  app.use(httpLogging(logger));
  app.use(requestMetrics(app.get(Metrics)));
  harden(app);
  serveOpenApi(app, {
    title: `Yiwangkao · ${name}`,
    description: '一网考 · Auxiliary police: recruitment, duty, appraisal, payroll',
    version: '1',
  });
  await parts.connect?.(app, config);
  return app;
};
