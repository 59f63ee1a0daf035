import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  readonly name: string;
  /** Of the owner: runs migrations. */
  readonly url: string;
  /** Of the role `<name>_app`, which owns nothing and has what migrations grant it. */
  readonly appUrl: string;
  readonly appRole: string;
  /** Of the superuser, in this database: may end sessions, lock things, look everywhere. */
  readonly adminUrl: string;
  /** Ends all sessions and removes the database with its roles. */
  drop(): Promise<void>;
}

/** The superuser's address of the server that this run uses. */
export const testServerUrl = (): string => {
  const url = process.env['YWK_TEST_DATABASE_URL'];
  if (!url) throw new Error('No test server: run through jest, or set YWK_TEST_DATABASE_URL.');
  return url;
};

/** A name that no other test uses, safe in PostgreSQL and Kafka: `thing_3f9a…`. */
export const uniqueName = (thing: string): string => `${thing}_${randomBytes(6).toString('hex')}`;

/** Loaded when it is needed, because tests of pure code import this library too. */
const local = () => import('@ywk/local');

/** A fresh, empty database with an owner role and an app role, as a service has them. */
export const createTestDatabase = async (thing = 'ywk_test'): Promise<TestDatabase> => {
  const name = uniqueName(thing);
  const server = testServerUrl();
  const { createServiceDatabase, dropServiceDatabase } = await local();
  const { ownerUrl, appUrl, appRole } = await createServiceDatabase(server, {
    database: name,
    password: 'test',
  });
  const admin = new URL(server);
  admin.pathname = `/${name}`;
  return {
    name,
    url: ownerUrl,
    appUrl,
    appRole,
    adminUrl: admin.href,
    drop: () => dropServiceDatabase(server, name),
  };
};

/** One question to a database, on a connection of its own. */
export const query = async <Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url });
  // A server that is killed tells idle sessions too; without a listener that would end the test.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
};
