import { LOG_OWNERS } from '@ywk/contracts';
import { eventStoreMigrations, migrateDatabase } from '@ywk/event-store';
import { followerMigrations } from '@ywk/projections';
import { Payroll1767226200001 } from './migrations/1767226200001-payroll.ts';
import { PayRuns1767226200002 } from './migrations/1767226200002-pay-runs.ts';
import { PayProtection1767226200003 } from './migrations/1767226200003-pay-protection.ts';

/** Brings the database up to date and gives the service its logs. @param url of the owner */
export const migrate = (url: string): Promise<void> =>
  migrateDatabase({
    url,
    migrations: [
      ...eventStoreMigrations,
      ...followerMigrations,
      Payroll1767226200001,
      PayRuns1767226200002,
      PayProtection1767226200003,
    ],
    logs: LOG_OWNERS.payroll,
  });
