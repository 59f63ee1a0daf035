import { MAX_NAMED_READ, type PersonalDataRead } from '@ywk/contracts';
import { actTime, correlationId, type AccessAudit, type PersonalRead } from '@ywk/platform';
import { v7 } from 'uuid';
import type { EventStore } from '../event-store.ts';

/** Keeps who was shown whose personal data, as a log of the service. */
export class AccessLog implements AccessAudit {
  constructor(
    private readonly store: EventStore,
    private readonly log: string,
  ) {}

  /** @throws Error when it could not be written */
  async record({ officers, ...read }: PersonalRead): Promise<void> {
    const named = officers.length > MAX_NAMED_READ ? [] : officers;
    const data: PersonalDataRead = { ...read, officers: named };
    const { who } = read;
    const event = { eventId: v7(), type: 'PersonalDataRead', v: 1, occurredAt: actTime(), data };
    const [outcome] = await this.store.append([
      {
        commandId: v7(),
        actor: who,
        request: '',
        writes: [
          {
            log: this.log,
            // One stream for each who looks: it stands in one partition, in order.
            stream: `access/${who}`,
            key: who,
            expectedVersion: 'any',
            events: [{ ...event, correlationId: correlationId() }],
          },
        ],
      },
    ]);
    if (outcome?.outcome !== 'accepted' && outcome?.outcome !== 'duplicate')
      throw new Error(
        `A read of personal data was not written down: ${outcome?.outcome ?? 'lost'}.`,
      );
  }
}
