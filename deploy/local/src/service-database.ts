import { readFileSync } from 'node:fs';
import pg from 'pg';

const script = new URL('../../postgres/service-database.sql', import.meta.url);

export interface ServiceDatabase {
  /** Runs migrations. */
  readonly ownerUrl: string;
  /** What the service works with. */
  readonly appUrl: string;
  /** `<database>_app`: the role that migrations grant to. */
  readonly appRole: string;
}

export interface ServiceDatabasePlan {
  readonly database: string;
  /** Of the owner's role. */
  readonly password: string;
  /** Of the app's role; the owner's when not given. */
  readonly appPassword?: string;
}

const withClient = async <T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
};

/** The script's statements with its psql variables filled in, quoted as psql would. */
const statements = (values: Readonly<Record<string, string>>): string[] =>
  readFileSync(script, 'utf8')
    .replace(/^--.*$/gm, '')
    .replace(/:"(\w+)"/g, (_, name: string) => pg.escapeIdentifier(values[name] ?? ''))
    .replace(/:'(\w+)'/g, (_, name: string) => pg.escapeLiteral(values[name] ?? ''))
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');

const urlFor = (server: string, database: string, role: Role) => {
  const url = new URL(server);
  const { name: username, password } = role;
  Object.assign(url, { username, password, pathname: `/${database}` });
  return url.href;
};

interface Role {
  readonly name: string;
  readonly password: string;
}

const rolesOf = (database: string) => ({ owner: `${database}_owner`, app: `${database}_app` });

/**
 * Makes what is missing of a service's database and its two roles (PostgreSQL cannot make a
 * database inside a transaction, so a killed start may leave a part). Roles get the password given.
 * @param server address of a role that may make databases and roles
 */
export const createServiceDatabase = async (
  server: string,
  plan: ServiceDatabasePlan,
): Promise<ServiceDatabase> => {
  const { database, password, appPassword = password } = plan;
  const names = rolesOf(database);
  const owner: Role = { name: names.owner, password };
  const app: Role = { name: names.app, password: appPassword };
  await withClient(server, async (client) => {
    for (const statement of statements({
      ...{ database, owner: owner.name, app: app.name },
      ...{ owner_password: password, app_password: appPassword },
    }))
      await client.query(statement).catch(ignoreExisting);
    for (const role of [owner, app])
      await client.query(
        `ALTER ROLE ${pg.escapeIdentifier(role.name)} PASSWORD ${pg.escapeLiteral(role.password)}`,
      );
  });
  const urlOf = (role: Role): string => urlFor(server, database, role);
  return { ownerUrl: urlOf(owner), appUrl: urlOf(app), appRole: app.name };
};

const EXISTS = new Set(['42710', '42P04']);

const ignoreExisting = (error: unknown): void => {
  if (!(error instanceof pg.DatabaseError && EXISTS.has(error.code ?? ''))) throw error;
};

/** Removes a service's database and roles, ending the sessions that use it. */
export const dropServiceDatabase = (server: string, database: string): Promise<void> =>
  withClient(server, async (client) => {
    const { owner, app } = rolesOf(database);
    await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(database)} WITH (FORCE)`);
    for (const role of [owner, app])
      await client.query(`DROP ROLE IF EXISTS ${pg.escapeIdentifier(role)}`);
  });
