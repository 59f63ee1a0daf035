import { LOG_OWNERS } from '@ywk/contracts';
import { databaseVersion, eventStoreMigrations, migrateDatabase } from '@ywk/event-store';
import type { DatabaseVersion } from '@ywk/platform';
import { followerMigrations } from '@ywk/projections';
import { Payroll1767226200001 } from './migrations/1767226200001-payroll.ts';
import { PayRuns1767226200002 } from './migrations/1767226200002-pay-runs.ts';
import { PayProtection1767226200003 } from './migrations/1767226200003-pay-protection.ts';

const migrations = [
  ...eventStoreMigrations,
  ...followerMigrations,
  Payroll1767226200001,
  PayRuns1767226200002,
  PayProtection1767226200003,
];

/** Brings the database up to date and gives the service its logs. @param url of the owner */
export const migrate = (url: string): Promise<void> =>
  migrateDatabase({ url, migrations, logs: LOG_OWNERS.payroll });

/** How the database stands to this program. @param url of any role */
export const versions = async (url: string): Promise<DatabaseVersion[]> => [
  await databaseVersion({ url, migrations }),
];
