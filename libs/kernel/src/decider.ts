import type { Message } from './message.ts';

/**
 * The anatomy of one stream: what it starts as, what a command leads to, what an event changes.
 * `decide` refuses with a {@link Rejection}, answers `[]` when nothing is new, and does no I/O.
 * `evolve` remembers; it refuses no event of the past.
 */
export interface Decider<Command, State, Event extends Message> {
  readonly initialState: State;
  decide(command: Command, state: State): Event[];
  evolve(state: State, event: Event): State;
}

/** The state that a history leads to. */
export const fold = <State, Event extends Message>(
  decider: Pick<Decider<never, State, Event>, 'initialState' | 'evolve'>,
  events: Iterable<Event>,
): State => {
  let state = decider.initialState;
  for (const event of events) state = decider.evolve(state, event);
  return state;
};
