import { period as decider, type Obstacle } from '@ywk/appraisal-domain';
import { CommandHandler, type EventStore } from '@ywk/event-store';
import type { Asking } from './cut-off.ts';
import { periodEventOf, periodKey, periodStream, type PeriodName } from './period.stream.ts';
import { derivedId, stamped, type Publishing } from './publishing.ts';

/** What came of computing a revision. */
export interface Computation {
  readonly revision: number;
  readonly obstacles: readonly Obstacle[];
  readonly schemeVersion: string;
  /** People with a total, and people without one. */
  readonly scored: number;
  readonly notScored: number;
}

/** Records that a revision of a period is computed; the same again changes nothing. */
export const recordComputation = async (
  { store, publishing }: { readonly store: EventStore; readonly publishing: Publishing },
  { name, data }: { readonly name: PeriodName; readonly data: Computation },
  { actor, at }: Asking,
): Promise<void> => {
  await new CommandHandler(store).handle({
    ...periodStream(name),
    decider,
    command: { type: 'RecordComputation', data },
    commandId: derivedId('compute', periodKey(name), data.revision),
    actor,
    request: periodKey(name),
    toEvents: (events) => events.map((event) => stamped(publishing.period(event), at)),
    fromEvent: periodEventOf,
  });
};
