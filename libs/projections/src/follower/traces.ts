import type { StoredEvent } from '@ywk/event-store';
import type { MessagingLog } from '@ywk/messaging';
import { isTrace } from '@ywk/platform';
import type { Portion } from './flush.ts';

/**
 * Says of what was applied which of it somebody follows: a line for each trace of a flush, with its
 * first event. Events that belong to no trace cost no line.
 */
export const tellTraces = (
  log: MessagingLog,
  group: string,
  portions: readonly Portion[],
): void => {
  const traces = new Map<string, { readonly first: StoredEvent; events: number }>();
  for (const { event } of portions.flatMap(({ items }) => items)) {
    if (!isTrace(event.correlationId)) continue;
    const told = traces.get(event.correlationId) ?? { first: event, events: 0 };
    told.events += 1;
    traces.set(event.correlationId, told);
  }
  for (const [correlationId, { first, events }] of traces) {
    const { eventId, partition, pos } = first;
    log.info({ correlationId, group, events, eventId, log: first.log, partition, pos }, 'applied');
  }
};
