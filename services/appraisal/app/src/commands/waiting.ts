import { postingOfRevision, type Period } from '@ywk/appraisal-domain';
import { monthBounds } from '@ywk/kernel';
import type { Database } from '../persistence/database.ts';
import { officersPosted } from '../persistence/tally.store.ts';

/** Officers of whom facts wait for the next revision of a period; none before its first is due. */
export const officersWaiting = async (db: Database, { period, due }: Period): Promise<number> =>
  due === 0
    ? 0
    : (await officersPosted(db, postingOfRevision(due + 1), monthBounds(period))).length;
