import { eventStoreMigrations, migrateDatabase } from '@ywk/event-store';
import { followerMigrations } from '@ywk/projections';
import { createTestDatabase, query, type TestDatabase } from '@ywk/testing';

export interface OpenedDatabase {
  readonly database: TestDatabase;
}

/** A database as a service has it: with its logs, progress tables, and tables of its own. */
export const openDatabase = async (
  tables: string,
  logs: readonly string[] = [],
): Promise<OpenedDatabase> => {
  const database = await createTestDatabase('follow');
  const migrations = [...eventStoreMigrations, ...followerMigrations];
  await migrateDatabase({ url: database.url, migrations, logs });
  await query(database.url, tables);
  return { database };
};
