import type { DynamicModule, INestApplication, Type } from '@nestjs/common';
import { loadConfig } from '../config/load-config.ts';
import type { ServiceEnv } from '../config/service-env.ts';
import type { EnvClass } from '../config/variable.ts';
import { LOGGER } from '../platform.module.ts';
import type { RejectionTable } from '../problem/rejection-table.ts';
import { createApp } from './create-app.ts';
import { stopGracefully } from './stop.ts';
import type { Logger } from 'pino';

/** What a `main.ts` states. */
export interface ServiceStatement<Env extends ServiceEnv> {
  readonly name: string;
  readonly env: EnvClass<Env>;
  readonly module: (config: Env) => DynamicModule | Type;
  /** Brings the databases up to date; run by `main.js migrate`. */
  readonly migrate: (config: Env) => Promise<void>;
  readonly rejections?: RejectionTable;
  readonly connect?: (app: INestApplication, config: Env) => Promise<void> | void;
}

const serve = async <Env extends ServiceEnv>(
  statement: ServiceStatement<Env>,
  config: Env,
): Promise<void> => {
  const { name, rejections, connect } = statement;
  const app = await createApp({
    name,
    config,
    module: statement.module(config),
    ...(rejections === undefined ? {} : { rejections }),
    ...(connect === undefined ? {} : { connect }),
  });
  const logger = app.get<Logger>(LOGGER);
  stopGracefully({ app, logger, parentPipe: config.YWK_PARENT_PIPE === '1' }, process);
  await app.startAllMicroservices();
  await app.listen(config.PORT, config.HOST);
  logger.info({ url: await app.getUrl() }, 'listening');
};

/**
 * Runs a service: `main.js migrate` brings the databases up to date and ends, `main.js` listens.
 * Ends with code 78 when the configuration is not usable, 1 when the start fails.
 */
export const startService = async <Env extends ServiceEnv>(
  statement: ServiceStatement<Env>,
): Promise<void> => {
  try {
    const config = loadConfig(statement.env);
    if (process.argv[2] === 'migrate') await statement.migrate(config);
    else await serve(statement, config);
  } catch (error) {
    const known = error instanceof Error && error.name === 'ConfigError';
    process.stderr.write(`${statement.name}: ${textOf(error, known)}\n`);
    process.exit(known ? 78 : 1);
  }
};

const textOf = (error: unknown, known: boolean): string => {
  if (!(error instanceof Error)) return String(error);
  return known ? error.message : (error.stack ?? error.message);
};
