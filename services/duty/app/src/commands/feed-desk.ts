import { waitingOperators, type WaitingOperator } from '../persistence/call-operator.store.ts';
import { listConflicts, type SeenConflict } from '../persistence/feed-conflict.store.ts';
import type { RefusedLineHead, RefusedLines } from '../persistence/refused-line.store.ts';
import type { Connections } from '../persistence/transaction.ts';

/** What operators look at when a source misbehaves. */
export class FeedDesk {
  constructor(
    private readonly db: Connections,
    private readonly refusals: RefusedLines,
  ) {}

  conflicts(limit: number, source: string | null): Promise<SeenConflict[]> {
    return listConflicts(this.db, { source, limit });
  }

  waiting(limit: number): Promise<WaitingOperator[]> {
    return waitingOperators(this.db, limit);
  }

  refused(limit: number): Promise<RefusedLineHead[]> {
    return this.refusals.list(this.db, limit);
  }

  raw(id: string): Promise<Buffer | undefined> {
    return this.refusals.open(this.db, id);
  }
}
