import type { DispatchChange, DispatchEvent } from './dispatch-event.ts';

/** Order of two messages by when they were written, then by id: total, whatever came first. */
const byIssue = (a: DispatchEvent, b: DispatchEvent): number => {
  const [left, right] = [a.issuedAt ?? a.at, b.issuedAt ?? b.at];
  if (left !== right) return left < right ? -1 : 1;
  return a.eventId < b.eventId ? -1 : 1;
};

const latest = (a: DispatchEvent | undefined, b: DispatchEvent): DispatchEvent =>
  a === undefined || byIssue(a, b) < 0 ? b : a;

/** Which correction of each event holds: the one issued last. */
const correctionsOf = (events: Iterable<DispatchEvent>): Map<string, DispatchEvent> => {
  const holding = new Map<string, DispatchEvent>();
  for (const event of events) {
    if (event.corrects === undefined) continue;
    holding.set(event.corrects, latest(holding.get(event.corrects), event));
  }
  return holding;
};

const changed = (event: DispatchEvent, change: DispatchChange): DispatchEvent => {
  if (change.badge === undefined && change.seat === undefined) return { ...event, ...change };
  const { badge: _badge, seat: _seat, ...rest } = event;
  return { ...rest, ...change };
};

/** What a set of messages comes to. */
export interface Effective {
  /** Events as they now stand, in the order of their ids: withdrawn ones left out. */
  readonly events: readonly DispatchEvent[];
  /** Corrections whose event has not come (or is itself a correction): they have no effect. */
  readonly dangling: readonly string[];
}

/**
 * Applies corrections. A pure function of the set: order and repetition do not matter. A correction
 * names the original event; to correct a correction, correct the original again.
 */
export const effective = (events: ReadonlyMap<string, DispatchEvent>): Effective => {
  const corrections = correctionsOf(events.values());
  const standing: DispatchEvent[] = [];
  for (const event of events.values()) {
    if (event.kind === 'corrected') continue;
    const correction = corrections.get(event.eventId);
    if (correction?.withdrawn === true) continue;
    const change = correction?.change;
    standing.push(change === undefined ? event : changed(event, change));
  }
  const dangling = [...corrections.keys()].filter((id) => {
    const target = events.get(id);
    return target === undefined || target.kind === 'corrected';
  });
  return {
    events: standing.sort((a, b) => (a.eventId < b.eventId ? -1 : 1)),
    dangling: dangling.sort(),
  };
};
