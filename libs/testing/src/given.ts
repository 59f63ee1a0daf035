import { deepEqual, equal, fail } from 'node:assert/strict';
import { fold, isRejection, type Decider, type Message } from '@ywk/kernel';

export interface Outcome<State, Event extends Message> {
  /** The command led to exactly these events, in this order. */
  then(...events: Event[]): void;
  /** The command was refused with this code. */
  thenRejected(code: string): void;
  /** The command was accepted and nothing was new. */
  thenNothing(): void;
  /** The state after the history and what the command led to. */
  readonly state: () => State;
}

type Decided<Event> = { events: Event[] } | { code: string };

const attempt = <Event>(decide: () => Event[]): Decided<Event> => {
  try {
    return { events: decide() };
  } catch (error) {
    if (isRejection(error)) return { code: error.code };
    throw error;
  }
};

const accepted = <Event>(decided: Decided<Event>): Event[] =>
  'events' in decided ? decided.events : fail(`The command was refused: ${decided.code}.`);

/**
 * What a decider does with a command after a history:
 * `given(decider, [hired, posted]).when(leave).then(left)`.
 */
export const given = <Command, State, Event extends Message>(
  decider: Decider<Command, State, Event>,
  history: readonly Event[],
): { when(command: Command): Outcome<State, Event> } => ({
  when(command) {
    const before = fold(decider, history);
    const decided = attempt(() => decider.decide(command, before));
    return {
      then: (...events) => deepEqual(accepted(decided), events),
      thenNothing: () => deepEqual(accepted(decided), []),
      thenRejected: (code) => {
        if ('events' in decided) fail(`Not refused; it led to ${JSON.stringify(decided.events)}.`);
        equal(decided.code, code);
      },
      state: () => fold(decider, [...history, ...accepted(decided)]),
    };
  },
});
