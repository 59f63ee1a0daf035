import { isRollup, type Period, postingOfRevision } from '@ywk/appraisal-domain';
import type { EventStore } from '@ywk/event-store';
import { monthBounds } from '@ywk/kernel';
import type { Connections } from '../persistence/database.ts';
import { officersPosted } from '../persistence/tally.store.ts';
import { officersOfMovedMonths } from './rolled-months.ts';

/** Officers of whom facts wait for the next revision of a period; none before its first is due. */
export const officersWaiting = async (
  parts: { readonly pool: Connections; readonly store: EventStore },
  state: Period,
): Promise<number> => {
  const { calendar, period, due } = state;
  if (due === 0) return 0;
  if (isRollup(calendar)) return officersOfMovedMonths(parts, state);
  const posted = postingOfRevision(due + 1);
  return (await officersPosted(parts.pool, posted, monthBounds(period))).length;
};
