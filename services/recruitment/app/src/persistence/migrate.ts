import { LOG_OWNERS } from '@ywk/contracts';
import { eventStoreMigrations, migrateDatabase } from '@ywk/event-store';
import { followerMigrations } from '@ywk/projections';
import { Recruitment1767226000001 } from './migrations/1767226000001-recruitment.ts';
import { PersonKeys1767226000002 } from './migrations/1767226000002-person-keys.ts';

export interface MigrationUrls {
  /** Of the owner of the service's database. */
  readonly database: string;
  /** Of the owner of the database of keys. */
  readonly keys: string;
}

/** Brings both databases up to date and gives the service its log. */
export const migrate = async ({ database, keys }: MigrationUrls): Promise<void> => {
  await migrateDatabase({
    url: database,
    migrations: [...eventStoreMigrations, ...followerMigrations, Recruitment1767226000001],
    logs: LOG_OWNERS.recruitment,
  });
  await migrateDatabase({ url: keys, migrations: [PersonKeys1767226000002], logs: [] });
};
