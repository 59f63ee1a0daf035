import { Module, type DynamicModule, type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Logger } from 'pino';
import { servingOptions } from '../auth/certificates.ts';
import type { AccessTable } from '../auth/route-access.ts';
import type { ServiceEnv } from '../config/service-env.ts';
import { openApiOf, serveOpenApi } from '../http/open-api.ts';
import { correlation, httpLogging } from '../logging/http-logging.ts';
import { createLogger, type LoggerOptions } from '../logging/logger.ts';
import { NestLogger } from '../logging/nest-logger.ts';
import { requestMetrics } from '../metrics/request-metrics.ts';
import { Metrics } from '../metrics/metrics.ts';
import { PlatformModule } from '../platform.module.ts';
import type { RejectionTable } from '../problem/rejection-table.ts';
import { harden } from './harden.ts';

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

const rootOf = <Env extends ServiceEnv>(
  { name, config, module, access, rejections = {} }: ServiceParts<Env>,
  logger: Logger,
): DynamicModule => {
  const platform = PlatformModule.of({ name, config, logger, rejections, access });
  return { module: RootModule, imports: [platform, module] };
};

/** Puts a service together; it does not listen yet, and its followers do not run yet. */
export const createApp = async <Env extends ServiceEnv>(
  parts: ServiceParts<Env>,
): Promise<NestExpressApplication> => {
  const { name, config, access, logTo } = parts;
  const logger = createLogger({
    service: name,
    level: config.LOG_LEVEL,
    ...(logTo === undefined ? {} : { destination: logTo }),
  });
  const httpsOptions = servingOptions(config);
  const app = await NestFactory.create<NestExpressApplication>(rootOf(parts, logger), {
    ...(httpsOptions === undefined ? {} : { httpsOptions }),
    logger: new NestLogger(logger),
    bodyParser: false,
    abortOnError: false,
    forceCloseConnections: true,
  });
  app.use(correlation);
  app.use(httpLogging(logger));
  app.use(requestMetrics(app.get(Metrics)));
  harden(app, config);
  serveOpenApi(app, { name, access });
  await parts.connect?.(app, config);
  return app;
};

/** The interface document of a service that does not run: it needs no database and no broker. */
export const describeService = async <Env extends ServiceEnv>(
  parts: ServiceParts<Env>,
): Promise<OpenAPIObject> => {
  const logger = createLogger({ service: parts.name, level: 'silent' });
  const app = await NestFactory.create(rootOf(parts, logger), {
    preview: true,
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  return openApiOf(app, parts);
};
