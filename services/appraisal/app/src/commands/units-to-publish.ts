import {
  isRollup,
  lastMonthOf,
  type Period,
  rightsUntil,
  unpublished,
} from '@ywk/appraisal-domain';
import { changedUnits, gradedUnits } from '../persistence/closed-sheet.store.ts';
import type { Database } from '../persistence/database.ts';
import { unitsIn } from '../persistence/rollup.store.ts';
import { readUnits } from '../persistence/unit.store.ts';
import { readAppeals } from './appeal.stream.ts';
import { poolOf } from './place-results.ts';
import type { WaitingParts } from './waiting.ts';

/** Units that have something to show in the last revision: grades, of a longer period people. */
export const unitsWithResults = (
  db: Database,
  { calendar, period, revision }: Pick<Period, 'calendar' | 'period' | 'revision'>,
): Promise<string[]> =>
  isRollup(calendar) ? unitsIn(db, { period, revision }) : gradedUnits(db, period, revision);

/** Units in which rulings on a year may have moved somebody, by the revision in which they count. */
const ruledUnits = async (
  { pool, store, rules }: WaitingParts,
  state: Period,
): Promise<ReadonlyMap<number, readonly string[]>> => {
  const found = new Map<number, readonly string[]>();
  const rights = rightsUntil(await readAppeals(store, state), state.revision);
  if (rights.length === 0) return found;
  const { scheme } = (await rules.read(pool)).of(lastMonthOf(state));
  const units = await readUnits(pool);
  for (const { unit: code, revision } of rights) {
    const unit = units.find((each) => each.unit === code);
    const shared = unit === undefined ? [code] : poolOf(unit, units, scheme.year.pool);
    found.set(revision, [...(found.get(revision) ?? []), ...shared]);
  }
  return found;
};

/** Units whose results of the last revision must be published yet; none before it is computed. */
export const unitsToPublish = async (parts: WaitingParts, state: Period): Promise<string[]> => {
  const { pool: db } = parts;
  const { period, revision, published } = state;
  if (revision === 0) return [];
  const changed = new Map<number, readonly string[]>();
  const ruled = await ruledUnits(parts, state);
  for (let later = 2; later <= revision; later += 1) {
    changed.set(later, [...(await changedUnits(db, period, later)), ...(ruled.get(later) ?? [])]);
  }
  return unpublished(await unitsWithResults(db, state), published, changed);
};
