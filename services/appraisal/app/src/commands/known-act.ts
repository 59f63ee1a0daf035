import { staysOf, type KnownAct } from '@ywk/appraisal-domain';
import { readLeaders, readMentors } from '../persistence/binding.store.ts';
import type { Connections } from '../persistence/database.ts';
import { wordsOfAct, type ActAt } from '../persistence/penalty-word.store.ts';
import { readPlacements } from '../persistence/placement.store.ts';
import { readUnits, unitsAbove } from '../persistence/unit.store.ts';

/** All that is known of an act: what was said of it, where its officer stood, and who led there. */
export const knownAct = async (
  pool: Connections,
  { partition, officer, act }: ActAt,
): Promise<KnownAct> => {
  const placements = await readPlacements(pool, [{ partition, officer }]);
  const stays = staysOf(placements.get(officer) ?? []);
  const units = [...new Set(stays.map(({ unit }) => unit))];
  return {
    ...{ officer, act, stays },
    words: await wordsOfAct(pool, { partition, officer, act }),
    mentors: await readMentors(pool, { partition, officer }),
    leaders: await readLeaders(pool, units),
    above: unitsAbove(await readUnits(pool)),
  };
};
