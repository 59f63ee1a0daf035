import { LOG_OWNERS } from '@ywk/contracts';
import { ensureLogs, eventStoreMigrations } from '@ywk/event-store';
import { followerMigrations } from '@ywk/projections';
import { DataSource } from 'typeorm';
import { Calls1767225800001 } from './migrations/1767225800001-calls.ts';

/** Brings the database up to date and gives the service its logs. @param url of the owner */
export const migrate = async (url: string): Promise<void> => {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    migrations: [...eventStoreMigrations, ...followerMigrations, Calls1767225800001],
    migrationsTransactionMode: 'each',
    migrationsTableName: 'schema_migration',
  });
  await dataSource.initialize();
  try {
    await dataSource.runMigrations();
    const runner = dataSource.createQueryRunner();
    try {
      await ensureLogs(runner, LOG_OWNERS.duty);
    } finally {
      await runner.release();
    }
  } finally {
    await dataSource.destroy();
  }
};
