import { LOGS, PARTITIONS, type CutOffDue } from '@ywk/contracts';
import type { AppendCommand, EventStore } from '@ywk/event-store';
import type { Transaction } from '../persistence/database.ts';
import { derivedId, stamped, type Publishing } from './publishing.ts';

/** The event that asked for the marker. */
export interface Asked {
  readonly data: CutOffDue;
  readonly occurredAt: string;
  readonly eventId: string;
  readonly correlationId: string | null;
}

/** Marks a period in every partition of the own log: what comes after is late. */
export class CutOff {
  constructor(
    private readonly store: EventStore,
    private readonly publishing: Publishing,
  ) {}

  /** In the transaction that moves the follower's progress; twice is once. */
  async mark(asked: readonly Asked[], tx: Transaction): Promise<void> {
    for (const one of asked) await this.store.append([this.commandOf(one)], tx);
  }

  private commandOf({ data, occurredAt, eventId, correlationId }: Asked): AppendCommand {
    const { calendar, period } = data;
    const key = `${calendar}/${period}`;
    const marker = this.publishing.marker(calendar, period);
    const writes = Array.from({ length: PARTITIONS }, (_, partition) => ({
      log: LOGS.personnel,
      stream: `cut-off-${key}`,
      key,
      partition,
      expectedVersion: 0,
      events: [{ ...stamped(marker, occurredAt), causationId: eventId, correlationId }],
    }));
    return {
      commandId: derivedId('cut-off', calendar, period),
      actor: 'service:recruitment',
      request: key,
      writes,
    };
  }
}
