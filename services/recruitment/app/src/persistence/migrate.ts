import { LOG_OWNERS } from '@ywk/contracts';
import {
  databaseVersion,
  eventStoreMigrations,
  migrateDatabase,
  ReadableVersion1767226500001,
} from '@ywk/event-store';
import type { DatabaseVersion } from '@ywk/platform';
import { followerMigrations } from '@ywk/projections';
import { Recruitment1767226000001 } from './migrations/1767226000001-recruitment.ts';
import { PersonKeys1767226000002 } from './migrations/1767226000002-person-keys.ts';

const migrations = [...eventStoreMigrations, ...followerMigrations, Recruitment1767226000001];
const keyMigrations = [PersonKeys1767226000002, ReadableVersion1767226500001];

export interface MigrationUrls {
  /** Of the service's database: of the owner to migrate it, of any role to look. */
  readonly database: string;
  /** Of the database of keys, likewise. */
  readonly keys: string;
}

/** Brings both databases up to date and gives the service its log. */
export const migrate = async ({ database, keys }: MigrationUrls): Promise<void> => {
  await migrateDatabase({ url: database, migrations, logs: LOG_OWNERS.recruitment });
  await migrateDatabase({ url: keys, migrations: keyMigrations, logs: [] });
};

/** How both databases stand to this program. */
export const versions = ({ database, keys }: MigrationUrls): Promise<DatabaseVersion[]> =>
  Promise.all([
    databaseVersion({ url: database, migrations }),
    databaseVersion({ url: keys, migrations: keyMigrations }),
  ]);
