import type { Dispatch } from '@ywk/messaging';
import type { AppliedEvent, LogBatch } from '@ywk/projections';
import type { Connection } from '../database/pool.ts';
import { VIEW_READ, VIEW_WRITE } from '../database/view-statements.ts';
import type { Noted } from '../notes.ts';
import { folded } from '../folded.ts';

interface Change {
  total: number;
  added: number;
  applied: string;
}

const byPartition = (events: readonly AppliedEvent[]): Map<number, AppliedEvent[]> => {
  const partitions = new Map<number, AppliedEvent[]>();
  for (const event of events) {
    const own = partitions.get(event.partition);
    if (own === undefined) partitions.set(event.partition, [event]);
    else own.push(event);
  }
  return partitions;
};

/**
 * A fold with both kinds of write there are: totals kept in memory and written whole, and sums that
 * are added to in place. What it keeps in memory changes only after a COMMIT that was seen.
 */
export class View {
  private readonly totals = new Map<string, number>();

  forget(): void {
    this.totals.clear();
  }

  readonly dispatch: Dispatch = async (_log, batch) => {
    const { events, tx } = batch as LogBatch;
    for (const [partition, own] of byPartition(events)) {
      await this.fold(tx as unknown as Connection, partition, own);
    }
  };

  private async fold(
    tx: Connection,
    partition: number,
    events: readonly AppliedEvent[],
  ): Promise<void> {
    const officers = [...new Set(events.map(({ key }) => key))];
    const before = await this.load(tx, partition, officers);
    const changes = new Map<string, Change>();
    for (const { key, pos, data } of events) {
      const change = changes.get(key) ?? { total: before.get(key) ?? 0, added: 0, applied: '' };
      const { n } = data as Noted;
      change.total = folded(change.total, pos, n);
      change.added += n;
      change.applied += `${pos} `;
      changes.set(key, change);
    }
    const rows = [...changes.values()];
    await tx.query(VIEW_WRITE.text, [
      partition,
      [...changes.keys()],
      rows.map(({ total }) => total),
      rows.map(({ added }) => added),
      rows.map(({ applied }) => applied),
    ]);
    tx.onCommitted.push(() => {
      for (const [key, { total }] of changes) this.totals.set(`${partition}/${key}`, total);
    });
  }

  private async load(
    tx: Connection,
    partition: number,
    officers: readonly string[],
  ): Promise<Map<string, number>> {
    const totals = new Map<string, number>();
    const unknown = officers.filter((officer) => {
      const total = this.totals.get(`${partition}/${officer}`);
      if (total !== undefined) totals.set(officer, total);
      return total === undefined;
    });
    if (unknown.length === 0) return totals;
    const { rows } = await tx.query(VIEW_READ.text, [partition, unknown]);
    for (const { officer, total } of rows as { officer: string; total: number }[]) {
      totals.set(officer, total);
    }
    return totals;
  }
}
