import type { MigrationInterface } from 'typeorm';
import { dataSourceOf } from './data-source.ts';
import { ensureLogs } from './ensure-logs.ts';

export interface MigrationPlan {
  /** Of the role that owns the tables. */
  readonly url: string;
  readonly migrations: (new () => MigrationInterface)[];
  /** Logs that the service may append to; none in a database without an event store. */
  readonly logs: readonly string[];
}

/** Brings a database up to date, each migration in a transaction, and gives it its logs. */
export const migrateDatabase = async ({ url, migrations, logs }: MigrationPlan): Promise<void> => {
  // A migration may take its time: there is no limit after which its connection counts as dead.
  const dataSource = dataSourceOf({ url, migrations });
  await dataSource.initialize();
  try {
    await dataSource.runMigrations();
    if (logs.length === 0) return;
    const runner = dataSource.createQueryRunner();
    await ensureLogs(runner, logs).finally(() => runner.release());
  } finally {
    await dataSource.destroy();
  }
};
