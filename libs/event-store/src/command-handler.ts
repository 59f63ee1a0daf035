import type { Decider, Message } from '@ywk/kernel';
import type { EventStore } from './event-store.ts';
import type { AppendedPosition, NewEvent, StoredEvent } from './types.ts';

/** One command for one stream, and how its events are written and read. */
export interface Handling<Command, State, Event extends Message> {
  readonly log: string;
  readonly stream: string;
  readonly key: string;
  readonly decider: Decider<Command, State, Event>;
  readonly command: Command;
  readonly commandId: string;
  readonly actor: string;
  /** Text that tells whether a repeated command id means the same; the body as it came, say. */
  readonly request: string;
  toEvents(events: readonly Event[]): readonly NewEvent[];
  fromEvent(event: StoredEvent): Event;
}

export interface Handled<Event> {
  /** `unchanged` when the decider found nothing new to say. */
  readonly outcome: 'accepted' | 'duplicate' | 'unchanged';
  /** The events that the command led to, at its first time. */
  readonly events: readonly Event[];
  readonly positions: readonly AppendedPosition[];
}

/**
 * Loads a stream, decides, appends; again on a conflict, at most three times.
 * A Rejection of the decider passes through. Throws a Rejection with COMMAND_ID_REUSED, and with
 * CONCURRENT_CHANGE when others were faster three times.
 */
export declare class CommandHandler {
  constructor(store: EventStore);
  handle<Command, State, Event extends Message>(
    handling: Handling<Command, State, Event>,
  ): Promise<Handled<Event>>;
}
