import { canonicalText, LOGS } from '@ywk/contracts';
import { CommandHandler, type EventStore, type StoredEvent } from '@ywk/event-store';
import { fold } from '@ywk/kernel';
import {
  exitDecider,
  type ExitCommand,
  type ExitEvent,
  type ExitState,
} from '@ywk/recruitment-domain';
import { refuseOwnMatter } from './own-matter.ts';
import { stamped, type Asking, type Published } from './publishing.ts';

/** Where the way to one officer's exit is kept: apart from the person, whose history it may not be. */
const exitStream = (officer: string) => ({
  log: LOGS.personnel,
  stream: `exit-${officer}`,
  key: officer,
});

const eventOf = ({ type, data }: StoredEvent): ExitEvent => ({ type, data }) as ExitEvent;

/** Records what leads to an exit, and refuses to propose one too early. */
export class Exits {
  private readonly handler: CommandHandler;

  constructor(
    private readonly store: EventStore,
    private readonly publish: (event: ExitEvent) => Published,
  ) {
    this.handler = new CommandHandler(store);
  }

  /** @throws Rejection EXIT_NOT_ALLOWED, SAME_PERSON, COMMAND_ID_REUSED, CONCURRENT_CHANGE */
  async apply(command: ExitCommand, commandId: string, asking: Asking): Promise<ExitState> {
    const { actor, at } = asking;
    const { officer } = command.data;
    refuseOwnMatter(asking, officer);
    await this.handler.handle({
      ...exitStream(officer),
      decider: exitDecider,
      command,
      commandId,
      actor,
      request: canonicalText([command.type, command.data]),
      toEvents: (events) => events.map((event) => stamped(this.publish(event), at)),
      fromEvent: eventOf,
    });
    return this.of(officer);
  }

  /** What is on record about one officer. */
  async of(officer: string): Promise<ExitState> {
    return fold(exitDecider, (await this.store.readStream(exitStream(officer))).map(eventOf));
  }
}
