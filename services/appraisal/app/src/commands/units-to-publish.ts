import { isRollup, type Period, unpublished } from '@ywk/appraisal-domain';
import { changedUnits, gradedUnits } from '../persistence/closed-sheet.store.ts';
import type { Database } from '../persistence/database.ts';
import { unitsIn } from '../persistence/rollup.store.ts';

/** Units that have something to show in the last revision: grades, of a longer period people. */
export const unitsWithResults = (
  db: Database,
  { calendar, period, revision }: Pick<Period, 'calendar' | 'period' | 'revision'>,
): Promise<string[]> =>
  isRollup(calendar) ? unitsIn(db, { period, revision }) : gradedUnits(db, period, revision);

/** Units whose results of the last revision must be published yet; none before it is computed. */
export const unitsToPublish = async (db: Database, state: Period): Promise<string[]> => {
  const { period, revision, published } = state;
  if (revision === 0) return [];
  const changed = new Map<number, readonly string[]>();
  for (let later = 2; later <= revision; later += 1) {
    changed.set(later, await changedUnits(db, period, later));
  }
  return unpublished(await unitsWithResults(db, state), published, changed);
};
