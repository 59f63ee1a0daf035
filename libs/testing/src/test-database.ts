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
  /**
   * Ends all sessions and removes the database with its roles. PostgreSQL waits for every session of
   * the server to take note, also for one that stopped half way through logging in; what takes longer
   * than `withinMs` (20 000) is left to the end of the server, and told with the sessions there are.
   */
  drop(withinMs?: number): Promise<void>;
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

const DROP_WITHIN_MS = 20_000;

const SESSIONS = `
SELECT pid, backend_type, datname, application_name, state, wait_event, now() - backend_start AS age
FROM pg_stat_activity ORDER BY backend_start`;

/** What hinders a test's end is not what it tests; who looks for it later needs to know who it was. */
const tellIfLate = async (error: unknown, server: string): Promise<void> => {
  if (!(error instanceof pg.DatabaseError && error.code === '57014')) throw error;
  const sessions = await query(server, SESSIONS);
  process.stderr.write(
    `A database was not dropped in time. Sessions: ${JSON.stringify(sessions)}\n`,
  );
};

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
    drop: async (withinMs = DROP_WITHIN_MS) => {
      await dropServiceDatabase(server, name, withinMs).catch((error: unknown) =>
        tellIfLate(error, server),
      );
    },
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
