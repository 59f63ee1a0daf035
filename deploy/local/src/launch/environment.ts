import type { ServiceName } from '@ywk/contracts';
import { SERVICES } from './places.ts';

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
  const appUrl = environment[variable('DATABASE_URL', owner)];
  if (!appUrl) return undefined;
  return { appUrl, ownerUrl: environment[variable('MIGRATION_DATABASE_URL', owner)] ?? appUrl };
};

/**
 * Reads DATABASE_URL, DATABASE_URL_<SERVICE> (with MIGRATION_DATABASE_URL_<SERVICE> for the role
 * that owns the tables) and KAFKA_BROKERS.
 */
export const givenServers = (environment: NodeJS.ProcessEnv): GivenServers => {
  const databases = DATABASE_OWNERS.flatMap((owner) => {
    const found = databaseOf(environment, owner);
    return found ? [[owner, found] as const] : [];
  });
  const server = environment['DATABASE_URL'];
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
