import { readFileSync } from 'node:fs';
import type { ServiceName } from '@ywk/contracts';
import { SERVICES } from './places.ts';

/** The value of a variable, or what stands in the file that `<NAME>_FILE` names. */
export const valueFrom = (environment: NodeJS.ProcessEnv, name: string): string | undefined => {
  const file = environment[`${name}_FILE`];
  return environment[name] || (file ? readFileSync(file, 'utf8').trim() : undefined);
};

const variable = (prefix: string, service: string): string => `${prefix}_${service.toUpperCase()}`;

/** Servers of the person's own that the environment names. */
export interface GivenServers {
  /** A server where the launcher may make databases and roles. */
  readonly databaseServer?: string;
  /** Databases that exist, by service; `keys` for the keys of persons. */
  readonly databases: Readonly<Partial<Record<DatabaseOwner, GivenDatabase>>>;
  /** `host:port`, comma between several. */
  readonly brokers?: string;
}

export interface GivenDatabase {
  readonly appUrl: string;
  readonly ownerUrl: string;
}

/** What has a database of its own: each service, and recruitment's keys of persons. */
export type DatabaseOwner = ServiceName | 'keys';

export const DATABASE_OWNERS: readonly DatabaseOwner[] = [...SERVICES, 'keys'];

const databaseOf = (
  environment: NodeJS.ProcessEnv,
  owner: DatabaseOwner,
): GivenDatabase | undefined => {
  const appUrl = valueFrom(environment, variable('DATABASE_URL', owner));
  const ownerUrl = valueFrom(environment, variable('MIGRATION_DATABASE_URL', owner)) ?? appUrl;
  return ownerUrl === undefined ? undefined : { appUrl: appUrl ?? ownerUrl, ownerUrl };
};

/**
 * Reads DATABASE_URL, DATABASE_URL_<SERVICE> (with MIGRATION_DATABASE_URL_<SERVICE> for the role
 * that owns the tables) and KAFKA_BROKERS; addresses of databases may stand in files (`…_FILE`).
 */
export const givenServers = (environment: NodeJS.ProcessEnv): GivenServers => {
  const databases = DATABASE_OWNERS.flatMap((owner) => {
    const found = databaseOf(environment, owner);
    return found ? [[owner, found] as const] : [];
  });
  const server = valueFrom(environment, 'DATABASE_URL');
  const brokers = environment['KAFKA_BROKERS'];
  return {
    databases: Object.fromEntries(databases),
    ...(server ? { databaseServer: server } : {}),
    ...(brokers ? { brokers } : {}),
  };
};

/** Whether the launcher's own PostgreSQL is needed: some database has no other home. */
export const needsPostgres = ({ databaseServer, databases }: GivenServers): boolean =>
  databaseServer === undefined && DATABASE_OWNERS.some((owner) => !databases[owner]);
