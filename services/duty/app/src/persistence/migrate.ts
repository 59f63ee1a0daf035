import { LOG_OWNERS } from '@ywk/contracts';
import { databaseVersion, eventStoreMigrations, migrateDatabase } from '@ywk/event-store';
import type { DatabaseVersion } from '@ywk/platform';
import { followerMigrations } from '@ywk/projections';
import { Calls1767225800001 } from './migrations/1767225800001-calls.ts';
import { Entries1767225800002 } from './migrations/1767225800002-entries.ts';
import { Revisions1767225800003 } from './migrations/1767225800003-revisions.ts';
import { Rulings1767225800024 } from './migrations/1767225800024-rulings.ts';
import { Conduct1767225800030 } from './migrations/1767225800030-conduct.ts';

const migrations = [
  ...eventStoreMigrations,
  ...followerMigrations,
  Calls1767225800001,
  Entries1767225800002,
  Revisions1767225800003,
  Rulings1767225800024,
  Conduct1767225800030,
];

/** Brings the database up to date and gives the service its logs. @param url of the owner */
export const migrate = (url: string): Promise<void> =>
  migrateDatabase({ url, migrations, logs: LOG_OWNERS.duty });

/** How the database stands to this program. @param url of any role */
export const versions = async (url: string): Promise<DatabaseVersion[]> => [
  await databaseVersion({ url, migrations }),
];
