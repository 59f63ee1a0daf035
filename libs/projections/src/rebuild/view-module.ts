import type { LogBatch } from '../types.ts';

/** A derived view: its tables, and how they follow from events. */
export interface ViewModule {
  readonly name: string;
  readonly logs: readonly string[];
  /** By table, the statement that creates it under the name given, its indexes with it. */
  readonly tables: Readonly<Record<string, (name: string) => string>>;
  /**
   * Writes a batch; `table` tells under which name a table stands now. The follower's handler calls
   * it with the plain names, a rebuild with those of the tables beside.
   */
  fold(batch: LogBatch, table: (name: string) => string): Promise<void>;
}
