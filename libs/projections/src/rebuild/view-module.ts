import type { PoolClient } from 'pg';
import type { LogBatch } from '../types.ts';

/** One partition of a log, from its start to where the live tables are. */
export interface BulkPlace {
  /** What is written here commits with the progress of the rebuild. */
  readonly tx: PoolClient;
  readonly log: string;
  readonly partition: number;
  readonly pos: number;
  /** Positions to be left out. */
  readonly parked: ReadonlySet<number>;
}

/** A faster way from nothing to where the live tables are; events are folded from there on. */
export interface BulkFill {
  /** By table, the statement that creates it without keys. */
  readonly bare: Readonly<Record<string, (name: string) => string>>;
  /** By table, the statements that give it its keys afterwards. */
  readonly keys: Readonly<Record<string, (name: string) => string>>;
  /** Rows of one partition never meet those of another. @returns false, and writes nothing, when it cannot */
  fill(place: BulkPlace, table: (name: string) => string): Promise<boolean>;
}

/** A derived view: its tables, and how they follow from events. */
export interface ViewModule {
  readonly name: string;
  readonly logs: readonly string[];
  /** By table, the statement that creates it under the name given, its indexes with it. */
  readonly tables: Readonly<Record<string, (name: string) => string>>;
  /** For views of many events. */
  readonly bulk?: BulkFill;
  /**
   * Writes a batch; `table` tells under which name a table stands now. The follower's handler calls
   * it with the plain names, a rebuild with those of the tables beside.
   */
  fold(batch: LogBatch, table: (name: string) => string): Promise<void>;
}
