import pg from 'pg';
import { createServiceDatabase } from '../service-database.ts';
import {
  DATABASE_OWNERS,
  type DatabaseOwner,
  type GivenDatabase,
  type GivenServers,
} from './environment.ts';

export type Databases = Readonly<Record<DatabaseOwner, GivenDatabase>>;

export interface DatabasesPlan {
  readonly given: GivenServers;
  /** The server where what is not given is made. */
  readonly server: string | undefined;
  /** Of the roles that are made. */
  readonly password: string;
}

/** One database a service, each with its owner and its app role; those given are taken as they are. */
export const ensureDatabases = async (plan: DatabasesPlan): Promise<Databases> => {
  const { given, server, password } = plan;
  const found: Partial<Record<DatabaseOwner, GivenDatabase>> = { ...given.databases };
  for (const owner of DATABASE_OWNERS) {
    if (found[owner] || !server) continue;
    const database = `ywk_${owner}`;
    const { appUrl, ownerUrl } = await createServiceDatabase(server, { database, password });
    found[owner] = { appUrl, ownerUrl };
  }
  return found as Databases;
};

/** Tells one set of data from another: the server's own identity and that of the first database. */
export const identityOf = async ({ recruitment }: Databases): Promise<string> => {
  const client = new pg.Client({ connectionString: recruitment.ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ identity: string }>(
      `SELECT (SELECT system_identifier FROM pg_control_system()) || '/' || oid AS identity
         FROM pg_database WHERE datname = current_database()`,
    );
    return rows[0]?.identity ?? '';
  } finally {
    await client.end();
  }
};
