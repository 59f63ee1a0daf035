import type { DynamicModule, INestApplication, Type } from '@nestjs/common';
import { takeActTimeFrom } from '../act-time.ts';
import type { AccessTable } from '../auth/route-access.ts';
import { loadConfig } from '../config/load-config.ts';
import type { ServiceEnv } from '../config/service-env.ts';
import type { EnvClass } from '../config/variable.ts';
import { LOGGER } from '../platform.module.ts';
import type { RejectionTable } from '../problem/rejection-table.ts';
import { createApp } from './create-app.ts';
import { refuseOtherVersion, type DatabaseVersion } from './database-version.ts';
import { stopGracefully } from './stop.ts';
import type { Logger } from 'pino';

/** What a `main.ts` states. */
export interface ServiceStatement<Env extends ServiceEnv> {
  readonly name: string;
  readonly env: EnvClass<Env>;
  readonly module: (config: Env) => DynamicModule | Type;
  /** Brings the databases up to date; run by `main.js migrate`. */
  readonly migrate: (config: Env) => Promise<void>;
  /** How the databases stand to this program; shown by `main.js version`, asked before it serves. */
  readonly versions: (config: Env) => Promise<readonly DatabaseVersion[]>;
  /** Other things that `main.js VERB …` does; answers the exit code. */
  readonly verbs?: Readonly<
    Record<string, (config: Env, words: readonly string[]) => Promise<number>>
  >;
  readonly access: AccessTable;
  readonly rejections?: RejectionTable;
  readonly connect?: (app: INestApplication, config: Env) => Promise<void> | void;
}

const serve = async <Env extends ServiceEnv>(
  statement: ServiceStatement<Env>,
  config: Env,
): Promise<void> => {
  const { name, access, rejections, connect } = statement;
  for (const version of await statement.versions(config))
    refuseOtherVersion(version, config.DATABASE_VERSION_ACCEPTED);
  const app = await createApp({
    name,
    config,
    module: statement.module(config),
    access,
    ...(rejections === undefined ? {} : { rejections }),
    ...(connect === undefined ? {} : { connect }),
  });
  const logger = app.get<Logger>(LOGGER);
  stopGracefully({ app, logger, parentPipe: config.YWK_PARENT_PIPE === '1' }, process);
  await app.listen(config.PORT, config.HOST);
  logger.info({ url: await app.getUrl() }, 'listening');
  // A group that lost a member without a word takes in nobody until its session is over: half a minute.
  await app.startAllMicroservices();
};

/** What a person can mend without knowing where in the code it was met. */
const KNOWN: ReadonlySet<string> = new Set([
  ...['ConfigError', 'ViewUsage', 'InProgress'],
  ...['DatabaseNotOfThisVersion', 'MigrationWaits'],
]);

const run = async <Env extends ServiceEnv>(
  statement: ServiceStatement<Env>,
  [verb = '', ...words]: readonly string[],
): Promise<void> => {
  const config = loadConfig(statement.env);
  takeActTimeFrom(config.ACT_TIME_FILE);
  if (verb === 'version')
    return void process.stdout.write(`${JSON.stringify(await statement.versions(config))}\n`);
  const work = statement.verbs?.[verb];
  if (work !== undefined) process.exitCode = await work(config, words);
  else if (verb === 'migrate') await statement.migrate(config);
  else await serve(statement, config);
};

/**
 * Runs a service: `main.js migrate` brings the databases up to date and ends, `main.js version` says
 * how they stand to this program, `main.js VERB …` does what the statement says, `main.js` listens.
 * Ends with code 78 when the configuration is not usable, 1 when the start fails.
 */
export const startService = async <Env extends ServiceEnv>(
  statement: ServiceStatement<Env>,
): Promise<void> => {
  try {
    await run(statement, process.argv.slice(2));
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    process.stderr.write(`${statement.name}: ${textOf(error, KNOWN.has(name))}\n`);
    process.exit(name === 'ConfigError' ? 78 : 1);
  }
};

const textOf = (error: unknown, known: boolean): string => {
  if (!(error instanceof Error)) return String(error);
  return known ? error.message : (error.stack ?? error.message);
};
