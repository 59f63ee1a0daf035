import { monthsOfPeriod, type Period } from '@ywk/appraisal-domain';
import type { EventStore } from '@ywk/event-store';
import type { LocalMonth } from '@ywk/kernel';
import type { Connections } from '../persistence/database.ts';
import { monthsIn, officersMoved, type MonthRevisions } from '../persistence/rollup.store.ts';
import { loadPeriod, type PeriodName } from './period.stream.ts';

/** The months of a period that were computed, with the revisions that now stand. */
export const monthsNow = async (store: EventStore, name: PeriodName): Promise<MonthRevisions> => {
  const months: Record<LocalMonth, number> = {};
  for (const period of monthsOfPeriod(name)) {
    const { state } = await loadPeriod(store, { calendar: 'month', period });
    if (state.revision > 0) months[period] = state.revision;
  }
  return months;
};

/** Months of a period that were computed and are not final yet. */
export const openMonthsOf = async (store: EventStore, name: PeriodName): Promise<LocalMonth[]> => {
  const open: LocalMonth[] = [];
  for (const period of monthsOfPeriod(name)) {
    const { state } = await loadPeriod(store, { calendar: 'month', period });
    if (state.revision > 0 && !state.final) open.push(period);
  }
  return open;
};

/** Officers of whom months say something else than when the longer period was computed. */
export const officersOfMovedMonths = async (
  { pool, store }: { readonly pool: Connections; readonly store: EventStore },
  state: Period,
): Promise<number> => {
  if (state.revision === 0) return 0;
  const before = await monthsIn(pool, state);
  const now = await monthsNow(store, state);
  const moved = Object.entries(now).flatMap(([period, revision]) => {
    const known = before[period] ?? 0;
    return revision === known ? [] : [{ period, before: known, revision }];
  });
  return officersMoved(pool, moved);
};
