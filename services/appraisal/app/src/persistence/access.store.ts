import { longestFirst, staysIn, staysOf, type DaySpan } from '@ywk/appraisal-domain';
import { partitionOf } from '@ywk/contracts';
import type { Database } from './database.ts';
import { readPlacements } from './placement.store.ts';
import { readUnits } from './unit.store.ts';

/** Units in which officers stand; undefined where recruitment told nothing of one. */
export const unitsOfOfficers = async (
  db: Database,
  officers: readonly string[],
  days?: DaySpan,
): Promise<Map<string, string>> => {
  const at = officers.map((officer) => ({ partition: partitionOf(officer), officer }));
  const placements = await readPlacements(db, at);
  const units = new Map<string, string>();
  for (const [officer, events] of placements) {
    const stays = staysOf(events);
    const [main] = days === undefined ? [] : longestFirst(staysIn(stays, days));
    const unit = main?.unit ?? stays.findLast(({ share }) => share === undefined)?.unit;
    if (unit !== undefined) units.set(officer, unit);
  }
  return units;
};

/** Parents of all units, by unit. */
export const unitParents = async (db: Database): Promise<Map<string, string | null>> => {
  const units = await readUnits(db);
  return new Map(units.map(({ unit, parent }) => [unit, parent]));
};
