import { LOGS } from '@ywk/contracts';
import { inTransaction, type EventStore } from '@ywk/event-store';
import { localDay, monthOf, type LocalMonth } from '@ywk/kernel';
import { locksRun } from '@ywk/payroll-domain';
import { v5, v7 } from 'uuid';
import type { Connections } from '../persistence/database.ts';
import { holdLockedRun, keepLockedRun, lastLockedRun } from '../persistence/paid.store.ts';

/** Never changes: with another one every run could be locked again. */
const RUN_NAMESPACE = '3f6d1b70-5a0e-5c46-8a6c-2f0b9f0f4a19';

/** Who locks, and when. */
export interface Locking {
  readonly actor: string;
  /** UTC instant. */
  readonly at: string;
}

/** Locks pay runs: what is decided later goes into the next one. */
export class PayRuns {
  constructor(
    private readonly store: EventStore,
    private readonly pool: Connections,
  ) {}

  /** Null before the first. */
  lastLocked(): Promise<LocalMonth | null> {
    return lastLockedRun(this.pool);
  }

  /**
   * Twice, or a run before the last, changes nothing.
   * @returns the last locked run @throws Rejection PAY_RUN_NOT_BEGUN
   */
  lock(run: LocalMonth, { actor, at }: Locking): Promise<LocalMonth> {
    return inTransaction(this.pool, async (tx) => {
      const lockedRun = await holdLockedRun(tx);
      const currentMonth = monthOf(localDay(at));
      if (!locksRun(run, { lockedRun, currentMonth })) return lockedRun ?? run;
      await keepLockedRun(tx, run);
      const data = { run, author: actor };
      const event = { eventId: v7(), type: 'PayRunLocked', v: 1, data, occurredAt: at };
      const causes = { causationId: null, correlationId: null };
      const write = { log: LOGS.run, stream: `run-${run}`, key: run, expectedVersion: 0 };
      await this.store.append(
        [
          {
            commandId: v5(`${run}/lock`, RUN_NAMESPACE),
            actor,
            request: run,
            writes: [{ ...write, events: [{ ...event, ...causes }] }],
          },
        ],
        tx,
      );
      return run;
    });
  }
}
