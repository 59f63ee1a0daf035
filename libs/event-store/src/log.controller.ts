import type { EventStore } from './event-store.ts';

/**
 * `GET /log/:log` (heads) and `GET /log/:log/:partition?after=&limit=&wait=` (NDJSON of envelopes),
 * for the role `service`. Injects {@link EventStore}; a log without counters here is not found.
 */
export declare class LogController {
  constructor(store: EventStore);
}
