import { isRollup, type Period, postingOfRevision, rightsAfter } from '@ywk/appraisal-domain';
import type { EventStore } from '@ywk/event-store';
import type { Connections } from '../persistence/database.ts';
import type { RuleSource } from '../persistence/rules-in-force.ts';
import { officersPosted } from '../persistence/tally.store.ts';
import { readAppeals } from './appeal.stream.ts';
import { officersOfMovedMonths } from './rolled-months.ts';

export interface WaitingParts {
  readonly pool: Connections;
  readonly store: EventStore;
  readonly rules: RuleSource;
}

/** Officers whose months moved, or whose year a ruling put right, since the last revision that is due. */
const waitingInRollup = async (parts: WaitingParts, state: Period): Promise<number> => {
  const ruled = rightsAfter(await readAppeals(parts.store, state), state.due);
  const officers = new Set(ruled.map(({ officer }) => officer));
  return (await officersOfMovedMonths(parts, state)) + officers.size;
};

/** Officers of whom something waits for the next revision of a period; none before its first is due. */
export const officersWaiting = async (parts: WaitingParts, state: Period): Promise<number> => {
  const { calendar, period, due } = state;
  if (due === 0) return 0;
  if (isRollup(calendar)) return waitingInRollup(parts, state);
  const posted = postingOfRevision(due + 1);
  const days = (await parts.rules.read(parts.pool)).months.boundsOf(period);
  return (await officersPosted(parts.pool, posted, days)).length;
};
