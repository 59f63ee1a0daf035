import { fold, isRejection, Rejection, type Decider, type Message } from '@ywk/kernel';
import type { EventStore } from './event-store.ts';
import type { AppendedPosition, AppendOutcome, NewEvent, StoredEvent } from './types.ts';

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
  /**
   * Refuses by the version of the stream what would be written otherwise: a command with no effect, or
   * one that was accepted before, is refused by no version. @throws Rejection
   */
  readonly onVersion?: (version: number) => void;
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

const TRIES = 3;

type Decided<Event> = { readonly events: readonly Event[] } | { readonly refusal: Rejection };

const decided = <Command, State, Event extends Message>(
  {
    decider,
    command,
    onVersion,
  }: Pick<Handling<Command, State, Event>, 'decider' | 'command' | 'onVersion'>,
  history: readonly Event[],
): Decided<Event> => {
  try {
    const events = decider.decide(command, fold(decider, history));
    if (events.length > 0) onVersion?.(history.length);
    return { events };
  } catch (error) {
    if (isRejection(error)) return { refusal: error };
    throw error;
  }
};

const reused = (commandId: string): Rejection =>
  new Rejection(
    'COMMAND_ID_REUSED',
    {
      zh: `编号${commandId}此前已用于另一请求。`,
      en: `The id ${commandId} was used for another request before.`,
    },
    { commandId },
  );

/**
 * Loads a stream, decides, appends; again on a conflict, at most three times. A command that was
 * accepted before yields its first result, whatever the stream says now.
 */
export class CommandHandler {
  constructor(private readonly store: EventStore) {}

  /**
   * @throws Rejection of the decider; COMMAND_ID_REUSED; CONCURRENT_CHANGE when others were faster
   * three times
   */
  async handle<Command, State, Event extends Message>(
    handling: Handling<Command, State, Event>,
  ): Promise<Handled<Event>> {
    const { stream } = handling;
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const stored = await this.store.readStream(handling);
      const answer = decided(
        handling,
        stored.map((event) => handling.fromEvent(event)),
      );
      if ('refusal' in answer || answer.events.length === 0) return this.settled(handling, answer);
      const outcome = await this.append(handling, stored.length, answer.events);
      if (outcome.outcome === 'accepted') {
        return { outcome: 'accepted', events: answer.events, positions: outcome.positions };
      }
      if (outcome.outcome !== 'conflict') return this.repeated(handling, outcome);
    }
    throw new Rejection(
      'CONCURRENT_CHANGE',
      { zh: `他人同时修改了${stream}。`, en: `Others changed ${stream} at the same time.` },
      { stream },
    );
  }

  private async append<Command, State, Event extends Message>(
    handling: Handling<Command, State, Event>,
    version: number,
    events: readonly Event[],
  ): Promise<AppendOutcome> {
    const { commandId, actor, request, log, stream, key } = handling;
    const write = { log, stream, key, expectedVersion: version, events: handling.toEvents(events) };
    const [outcome] = await this.store.append([{ commandId, actor, request, writes: [write] }]);
    if (outcome === undefined) throw new Error('The append gave no answer.');
    return outcome;
  }

  /** Nothing to write: because the command is refused, has no effect, or was carried out before. */
  private async settled<Command, State, Event extends Message>(
    handling: Handling<Command, State, Event>,
    answer: Decided<Event>,
  ): Promise<Handled<Event>> {
    const { commandId, log, request } = handling;
    const known = await this.store.findCommand(commandId, log, request);
    if (known !== undefined) return this.repeated(handling, known);
    if ('refusal' in answer) throw answer.refusal;
    return { outcome: 'unchanged', events: [], positions: [] };
  }

  private async repeated<Command, State, Event extends Message>(
    handling: Handling<Command, State, Event>,
    outcome: AppendOutcome,
  ): Promise<Handled<Event>> {
    if (!('positions' in outcome)) throw reused(handling.commandId);
    const stored = await this.store.readStream(handling);
    const first = stored.filter(({ commandId }) => commandId === handling.commandId);
    return {
      outcome: 'duplicate',
      events: first.map((event) => handling.fromEvent(event)),
      positions: outcome.positions,
    };
  }
}
