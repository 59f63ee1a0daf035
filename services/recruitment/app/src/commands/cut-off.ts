import { cutOffName, LOGS, PARTITIONS, type CutOffDue, type PeriodCutOff } from '@ywk/contracts';
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

/** The first marker of a period keeps the id it had before there were others. */
const commandIdOf = (cutOff: PeriodCutOff): string => {
  const { calendar, period, revision, final } = cutOff;
  if (revision === 1 && !final) return derivedId('cut-off', calendar, period);
  return derivedId('cut-off', cutOffName(cutOff));
};

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
    const { calendar, period, revision, final } = data;
    const cutOff: PeriodCutOff = { calendar, period, revision, final };
    const name = cutOffName(cutOff);
    const key = `${calendar}/${period}`;
    const marker = this.publishing.marker(cutOff);
    const writes = Array.from({ length: PARTITIONS }, (_, partition) => ({
      log: LOGS.personnel,
      stream: `cut-off-${name}`,
      key,
      partition,
      expectedVersion: 0,
      events: [{ ...stamped(marker, occurredAt), causationId: eventId, correlationId }],
    }));
    return {
      commandId: commandIdOf(cutOff),
      actor: 'service:recruitment',
      request: name,
      writes,
    };
  }
}
