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
  const traces = new Map<string, StoredEvent[]>();
  for (const { event } of portions.flatMap(({ items }) => items)) {
    if (!isTrace(event.correlationId)) continue;
    const events = traces.get(event.correlationId);
    if (events === undefined) traces.set(event.correlationId, [event]);
    else events.push(event);
  }
  for (const [correlationId, events] of traces) {
    const [first] = events;
    const at = { log: first?.log, partition: first?.partition, pos: first?.pos };
    log.info(
      { correlationId, group, events: events.length, eventId: first?.eventId, ...at },
      'applied',
    );
  }
};
