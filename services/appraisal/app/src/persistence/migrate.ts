import { LOG_OWNERS } from '@ywk/contracts';
import { eventStoreMigrations, migrateDatabase } from '@ywk/event-store';
import { followerMigrations } from '@ywk/projections';
import { Scores1767225800001 } from './migrations/1767225800001-scores.ts';
import { Decisions1767225800002 } from './migrations/1767225800002-decisions.ts';
import { Lab1767225800005 } from './migrations/1767225800005-lab.ts';
import { Liability1767225800009 } from './migrations/1767225800009-liability.ts';

const own = [Scores1767225800001, Decisions1767225800002, Lab1767225800005, Liability1767225800009];

/** Brings the database up to date and gives the service its logs. @param url of the owner */
export const migrate = (url: string): Promise<void> =>
  migrateDatabase({
    url,
    migrations: [...eventStoreMigrations, ...followerMigrations, ...own],
    logs: LOG_OWNERS.appraisal,
  });
