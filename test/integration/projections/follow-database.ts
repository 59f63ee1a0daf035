import { ensureLogs, eventStoreMigrations } from '@ywk/event-store';
import { followerMigrations } from '@ywk/projections';
import { createTestDatabase, type TestDatabase } from '@ywk/testing';
import { DataSource } from 'typeorm';

export interface OpenedDatabase {
  readonly database: TestDatabase;
}

/** A database as a service has it: with its logs, progress tables, and tables of its own. */
export const openDatabase = async (
  tables: string,
  logs: readonly string[] = [],
): Promise<OpenedDatabase> => {
  const database = await createTestDatabase('follow');
  const source = new DataSource({
    type: 'postgres',
    url: database.url,
    migrations: [...eventStoreMigrations, ...followerMigrations],
    migrationsTransactionMode: 'each',
  });
  await source.initialize();
  await source.runMigrations();
  await ensureLogs(source, logs);
  await source.query(tables);
  await source.destroy();
  return { database };
};
