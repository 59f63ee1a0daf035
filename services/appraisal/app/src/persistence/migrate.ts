import { LOG_OWNERS } from '@ywk/contracts';
import { databaseVersion, eventStoreMigrations, migrateDatabase } from '@ywk/event-store';
import type { DatabaseVersion } from '@ywk/platform';
import { followerMigrations } from '@ywk/projections';
import { Scores1767225800001 } from './migrations/1767225800001-scores.ts';
import { Decisions1767225800002 } from './migrations/1767225800002-decisions.ts';
import { BudgetPools1767225800006 } from './migrations/1767225800006-budget-pools.ts';
import { Reviews1767225800007 } from './migrations/1767225800007-reviews.ts';
import { Lab1767225800005 } from './migrations/1767225800005-lab.ts';
import { Revisions1767225800011 } from './migrations/1767225800011-revisions.ts';
import { Liability1767225800012 } from './migrations/1767225800012-liability.ts';
import { MonthParts1767225800024 } from './migrations/1767225800024-month-parts.ts';
import { LabDecisions1767225800027 } from './migrations/1767225800027-lab-decisions.ts';
import { Conduct1767225800030 } from './migrations/1767225800030-conduct.ts';
import { FactPersons1767225800045 } from './migrations/1767225800045-fact-persons.ts';

const migrations = [
  ...eventStoreMigrations,
  ...followerMigrations,
  Scores1767225800001,
  Decisions1767225800002,
  Lab1767225800005,
  BudgetPools1767225800006,
  Reviews1767225800007,
  Revisions1767225800011,
  Liability1767225800012,
  MonthParts1767225800024,
  LabDecisions1767225800027,
  Conduct1767225800030,
  FactPersons1767225800045,
];

/** Brings the database up to date and gives the service its logs. @param url of the owner */
export const migrate = (url: string): Promise<void> =>
  migrateDatabase({ url, migrations, logs: LOG_OWNERS.appraisal });

/** How the database stands to this program. @param url of any role */
export const versions = async (url: string): Promise<DatabaseVersion[]> => [
  await databaseVersion({ url, migrations }),
];
