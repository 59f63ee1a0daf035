import {
  signDecider,
  type EarlySign,
  type SignCommand,
  type SignEvent,
  type SignState,
} from '@ywk/appraisal-domain';
import { canonicalText, LOGS, signStream } from '@ywk/contracts';
import { CommandHandler, type EventStore, type StoredEvent } from '@ywk/event-store';
import { fold } from '@ywk/kernel';
import { v7 } from 'uuid';
import type { Asking } from './cut-off.ts';
import { stamped } from './publishing.ts';

const placeOf = (officer: string) => ({
  log: LOGS.review,
  stream: signStream(officer),
  key: officer,
});

const eventOf = ({ type, data }: StoredEvent): SignEvent => ({ type, data }) as SignEvent;

/** What officers did with early signs. */
export class Signs {
  private readonly handler: CommandHandler;

  constructor(private readonly store: EventStore) {
    this.handler = new CommandHandler(store);
  }

  /** The officer looks: what is told is kept from now on. */
  see(officer: string, signs: readonly EarlySign[], asking: Asking): Promise<SignState> {
    return this.handle({ type: 'SeeSigns', data: { officer, signs } }, asking);
  }

  /** @throws Rejection SIGN_UNSEEN */
  acknowledge(officer: string, sign: string, asking: Asking): Promise<SignState> {
    return this.handle({ type: 'AcknowledgeSign', data: { officer, sign } }, asking);
  }

  /** What became of the signs of some officers. */
  async of(officers: readonly string[]): Promise<ReadonlyMap<string, SignState>> {
    const stored = await this.store.readStreams(LOGS.review, officers.map(placeOf));
    return new Map(
      officers.map((officer) => {
        const events = stored.get(signStream(officer)) ?? [];
        return [officer, fold(signDecider, events.map(eventOf))];
      }),
    );
  }

  private async handle(command: SignCommand, { actor, at }: Asking): Promise<SignState> {
    const { officer } = command.data;
    await this.handler.handle({
      ...placeOf(officer),
      decider: signDecider,
      command,
      // The decider knows what was seen and acknowledged; said again it adds nothing.
      commandId: v7(),
      actor,
      request: canonicalText([command.type, officer]),
      toEvents: (events) => events.map(({ type, data }) => stamped({ type, v: 1, data }, at)),
      fromEvent: eventOf,
    });
    return (await this.of([officer])).get(officer) ?? signDecider.initialState;
  }
}
