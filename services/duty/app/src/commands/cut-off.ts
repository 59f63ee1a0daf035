import { canonicalText, cutOffName, factCutOff, LOGS, PARTITIONS } from '@ywk/contracts';
import type { AppendCommand, EventStore } from '@ywk/event-store';
import { dueCutOffs, settleCutOff, type DueCutOff } from '../persistence/cut-off.store.ts';
import type { Connections } from '../persistence/transaction.ts';
import { cutOffCommandId, cutOffEventId } from './ids.ts';

/** Resolves when all that had been received at the time of asking is in the log. */
export type Consumed = () => Promise<void>;

const commandFor = ({ cause, ...data }: DueCutOff, at: string): AppendCommand => {
  const { calendar, period } = data;
  const name = cutOffName(data);
  return {
    commandId: cutOffCommandId(data),
    actor: 'service:duty',
    request: canonicalText(data),
    writes: Array.from({ length: PARTITIONS }, (_, partition) => ({
      log: LOGS.fact,
      stream: `period-${name}`,
      key: `${calendar}/${period}`,
      partition,
      expectedVersion: 0,
      events: [
        {
          eventId: cutOffEventId(data, partition),
          type: factCutOff.type,
          v: factCutOff.v,
          data,
          occurredAt: at,
          causationId: cause,
        },
      ],
    })),
  };
};

/**
 * Sets the marks of periods in every partition of the facts' log, in one transaction. The clock decided when
 * the mark was asked for; here only what was received before must be in first (DOMAIN 3.0c §7).
 */
export class CutOff {
  constructor(
    private readonly db: Connections,
    private readonly store: EventStore,
    private readonly consumed: Consumed,
  ) {}

  /** Sets what is due; answers how many marks. */
  async run(): Promise<number> {
    const due = await dueCutOffs(this.db);
    if (due.length === 0) return 0;
    await this.consumed();
    for (const one of due) {
      const [outcome] = await this.store.append([commandFor(one, new Date().toISOString())]);
      // A conflict means that another instance wrote the same mark in between.
      if (outcome?.outcome === 'reused')
        throw new Error(`${cutOffName(one)} was marked otherwise.`);
      await settleCutOff(this.db, one);
    }
    return due.length;
  }
}
