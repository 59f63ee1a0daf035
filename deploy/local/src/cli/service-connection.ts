import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOG_OWNERS, type ServiceName } from '@ywk/contracts';
import { createPool } from '@ywk/event-store';
import type { Command } from 'commander';
import type { Pool } from 'pg';
import { givenServers } from '../launch/environment.ts';
import { placesIn, portsFrom, ROOT, SERVICES } from '../launch/places.ts';
import type { Secrets } from '../launch/secrets.ts';
import { CannotConnect } from './connection.ts';

/** What the person gave on the command line to name a service's database. */
export interface ServiceOptions {
  readonly service: string;
  readonly database?: string;
}

/** A service's database, as its owner. */
export interface OwnedDatabase {
  readonly service: ServiceName;
  readonly url: string;
}

/** Adds `--database`. */
export const withDatabaseOption = (command: Command): Command =>
  command.option(
    '--database <url>',
    "the service's database with the owner's role; else that of npm start",
  );

/** Adds `--service` and `--database`. */
export const withServiceOptions = (command: Command): Command =>
  withDatabaseOption(command.requiredOption('--service <name>', SERVICES.join(', ')));

/** @throws CannotConnect for a name that is no service's */
export const serviceNamed = (name: string): ServiceName => {
  const found = SERVICES.find((service) => service === name);
  if (found !== undefined) return found;
  throw new CannotConnect(`There is no service "${name}". Known: ${SERVICES.join(', ')}.`);
};

/** All logs of a service, or the one that is named. @throws CannotConnect when it is not its log */
export const logsOf = (service: ServiceName, log?: string): readonly string[] => {
  const logs: readonly string[] = LOG_OWNERS[service];
  if (log === undefined) return logs;
  if (logs.includes(log)) return [log];
  throw new CannotConnect(`${service} has no log "${log}". It has: ${logs.join(', ')}.`);
};

const keptUrl = (service: ServiceName, environment: NodeJS.ProcessEnv): string => {
  const { secrets } = placesIn(join(ROOT, '.local'));
  if (!existsSync(secrets)) {
    throw new CannotConnect(
      'No data of "npm start" are kept here: give --database with the owner\'s role.',
    );
  }
  const { services } = JSON.parse(readFileSync(secrets, 'utf8')) as Secrets;
  const database = `ywk_${service}`;
  return `postgres://${database}_owner:${services}@127.0.0.1:${portsFrom(environment).postgres}/${database}`;
};

/**
 * Finds the database that the person named, that the environment names (see `givenServers`), or that
 * `npm start` keeps. @throws CannotConnect
 */
export const serviceDatabase = (
  { service: name, database }: ServiceOptions,
  environment: NodeJS.ProcessEnv = process.env,
): OwnedDatabase => {
  const service = serviceNamed(name);
  const given = database ?? givenServers(environment).databases[service]?.ownerUrl;
  return { service, url: given ?? keptUrl(service, environment) };
};

/** Where it was looked, without the password. */
const shown = (url: string): string => {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || '5432'}${pathname}`;
};

const ANSWER_MS = 120_000;

const check = async (pool: Pool, { service, url }: OwnedDatabase): Promise<void> => {
  try {
    await pool.query('SELECT 1 FROM log_counter LIMIT 1');
  } catch (error) {
    const why = error instanceof Error ? error.message || error.name : String(error);
    throw new CannotConnect(
      `The database of ${service} at ${shown(url)} does not answer as one: ${why}. ` +
        'Start the system with "npm start", or give --database.',
      { cause: error },
    );
  }
};

/** Works with a service's database as its owner, and closes it. @throws CannotConnect */
export const withDatabase = async <T>(
  database: OwnedDatabase,
  work: (pool: Pool) => Promise<T>,
): Promise<T> => {
  const pool = createPool({
    url: database.url,
    max: 4,
    applicationName: 'ywk',
    queryTimeoutMs: ANSWER_MS,
    anyGround: true,
  });
  try {
    await check(pool, database);
    return await work(pool);
  } finally {
    await pool.end();
  }
};
