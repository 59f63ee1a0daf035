import { LOG_OWNERS } from '@ywk/contracts';
import { ensureLogs, eventStoreMigrations } from '@ywk/event-store';
import { followerMigrations } from '@ywk/projections';
import { DataSource, type MigrationInterface } from 'typeorm';
import { Recruitment1767226000001 } from './migrations/1767226000001-recruitment.ts';
import { PersonKeys1767226000002 } from './migrations/1767226000002-person-keys.ts';

const migrated = async (
  url: string,
  migrations: (new () => MigrationInterface)[],
): Promise<DataSource> => {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    migrations,
    migrationsTransactionMode: 'each',
    migrationsTableName: 'schema_migration',
  });
  await dataSource.initialize();
  await dataSource.runMigrations();
  return dataSource;
};

export interface MigrationUrls {
  /** Of the owner of the service's database. */
  readonly database: string;
  /** Of the owner of the database of keys. */
  readonly keys: string;
}

/** Brings both databases up to date and gives the service its log. */
export const migrate = async ({ database, keys }: MigrationUrls): Promise<void> => {
  const own = await migrated(database, [
    ...eventStoreMigrations,
    ...followerMigrations,
    Recruitment1767226000001,
  ]);
  const runner = own.createQueryRunner();
  try {
    await ensureLogs(runner, LOG_OWNERS.recruitment);
  } finally {
    await runner.release();
    await own.destroy();
  }
  await (await migrated(keys, [PersonKeys1767226000002])).destroy();
};
