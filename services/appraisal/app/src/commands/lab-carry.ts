import { addMonths, groupKey, type Carried, type LabCarry } from '@ywk/appraisal-domain';
import type { EventStore } from '@ywk/event-store';
import type { LocalMonth } from '@ywk/kernel';
import type { Connections } from '../persistence/database.ts';
import { readUnits } from '../persistence/unit.store.ts';
import { loadPeriod } from './period.stream.ts';
import { headBefore } from './unit-levels.ts';

const CALENDAR = 'month';

/** What the proposals of the month before left to a month: as its own proposals would find it. */
export const carriedBefore = async (
  { pool, store }: { readonly pool: Connections; readonly store: EventStore },
  period: LocalMonth,
): Promise<LabCarry> => {
  const levels: Record<string, Carried> = {};
  const overruns: Record<string, number> = {};
  const before = { calendar: CALENDAR, period: addMonths(period, -1) };
  const { state } = await loadPeriod(store, before);
  if (state.revision === 0) return { levels, overruns };
  for (const { unit } of await readUnits(pool)) {
    const head = await headBefore(store, { calendar: CALENDAR, period }, unit);
    if (head === null) continue;
    overruns[unit] = head.carryOver;
    if (head.levels !== null) levels[groupKey(head.levels.units)] = head.levels.carried;
  }
  return { levels, overruns };
};
