import type { DatabaseVersion } from '@ywk/platform';
import pg from 'pg';
import type { MigrationPlan } from './migrate-database.ts';

const RUN = 'SELECT name FROM schema_migration ORDER BY timestamp, name';
/** Not there, or made by a release that showed it to its owner only: older than this program. */
const UNREADABLE = new Set(['42P01', '42501']);

const namesRun = async (client: pg.ClientBase): Promise<string[]> => {
  try {
    return (await client.query<{ name: string }>(RUN)).rows.map(({ name }) => name);
  } catch (error) {
    if (error instanceof pg.DatabaseError && UNREADABLE.has(error.code ?? '')) return [];
    throw error;
  }
};

const NUMBER = /\d+$/;
const byNumber = (a: string, b: string): number =>
  Number(NUMBER.exec(a)?.[0] ?? 0) - Number(NUMBER.exec(b)?.[0] ?? 0);

/** Compares what a program knows with what was run in its database; any role of it may ask. */
export const databaseVersion = async ({
  url,
  migrations,
}: Pick<MigrationPlan, 'url' | 'migrations'>): Promise<DatabaseVersion> => {
  const client = new pg.Client({ connectionString: url, application_name: 'version' });
  await client.connect();
  try {
    const run = await namesRun(client);
    const known = migrations.map(({ name }) => name).toSorted(byNumber);
    return {
      database: client.database ?? '',
      stands: run.at(-1) ?? 'none',
      knows: known.at(-1) ?? 'none',
      missing: known.filter((name) => !run.includes(name)),
      unknown: run.filter((name) => !known.includes(name)),
    };
  } finally {
    await client.end();
  }
};
