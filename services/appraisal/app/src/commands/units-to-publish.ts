import { unpublished, type Period } from '@ywk/appraisal-domain';
import { changedUnits, gradedUnits } from '../persistence/closed-sheet.store.ts';
import type { Database } from '../persistence/database.ts';

/** Units whose results of the last revision must be published yet; none before it is computed. */
export const unitsToPublish = async (
  db: Database,
  { period, revision, published }: Period,
): Promise<string[]> => {
  if (revision === 0) return [];
  const changed = new Map<number, readonly string[]>();
  for (let later = 2; later <= revision; later += 1) {
    changed.set(later, await changedUnits(db, period, later));
  }
  return unpublished(await gradedUnits(db, period, revision), published, changed);
};
