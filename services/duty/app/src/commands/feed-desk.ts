import { waitingOperators, type WaitingOperator } from '../persistence/call-operator.store.ts';
import {
  listConflicts,
  type ConflictsQuestion,
  type SeenConflict,
} from '../persistence/feed-conflict.store.ts';
import type { RefusedLineHead, RefusedLines } from '../persistence/refused-line.store.ts';
import type { Connections } from '../persistence/transaction.ts';

/** What operators look at when a source misbehaves. */
export class FeedDesk {
  constructor(
    private readonly db: Connections,
    private readonly refusals: RefusedLines,
  ) {}

  conflicts(question: ConflictsQuestion): Promise<SeenConflict[]> {
    return listConflicts(this.db, question);
  }

  waiting(
    after: Pick<WaitingOperator, 'facts' | 'operator'> | null,
    limit: number,
  ): Promise<WaitingOperator[]> {
    return waitingOperators(this.db, after, limit);
  }

  refused(
    after: Pick<RefusedLineHead, 'id' | 'refusedAt'> | null,
    limit: number,
  ): Promise<RefusedLineHead[]> {
    return this.refusals.list(this.db, after, limit);
  }

  raw(id: string): Promise<Buffer | undefined> {
    return this.refusals.open(this.db, id);
  }
}
