import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { PARTITIONS } from '@ywk/contracts';
import type { Clock } from '@ywk/platform';
import type { Pool } from 'pg';
import type { EventStore } from './event-store.ts';
import { inTransaction } from './pool.ts';
import { RangeRelay } from './range-relay.ts';
import type { LogWriter, PartitionRange, RelayProgress } from './relay-types.ts';
import { LOCK_LEASES, REWIND_CHECKPOINTS } from './relay.statements.ts';

export interface RelayParts {
  readonly pool: Pool;
  readonly store: Pick<EventStore, 'onAppended'>;
  /** Called at each beginning and after each error: a writer that met one is thrown away. */
  readonly newWriter: () => LogWriter;
  /** Published logs of this service. */
  readonly logs: readonly string[];
  /** Default: all partitions in one range. */
  readonly ranges?: readonly PartitionRange[];
  /** Name in the lease row; default host, process id and a random part. */
  readonly owner?: string;
  /** Milliseconds; default 5000. */
  readonly leaseMs?: number;
  /** Milliseconds; default 100. */
  readonly pollMs?: number;
  /** The machine's when not given. */
  readonly clock?: Clock;
  readonly onProgress?: (progress: RelayProgress) => void;
  readonly onError?: (error: unknown) => void;
}

const DEFAULTS = { leaseMs: 5_000, pollMs: 100 };

const nobody = (): void => undefined;

/**
 * Copies what is appended to the topics, each partition in position order. What can happen on a
 * topic is a part sent again, never a hole: one batch is in flight, the checkpoint follows the
 * acknowledgement, and after any error reading begins again at the checkpoint.
 */
export class Relay {
  private readonly ranges: readonly RangeRelay[];
  private readonly store: RelayParts['store'];
  private readonly logs: ReadonlySet<string>;
  private unsubscribe = nobody;

  constructor(parts: RelayParts) {
    this.store = parts.store;
    this.logs = new Set(parts.logs);
    const owner = parts.owner ?? `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
    const reports = { onProgress: parts.onProgress ?? nobody, onError: parts.onError ?? nobody };
    const ranges = parts.ranges ?? [{ from: 0, to: PARTITIONS - 1 }];
    this.ranges = ranges.map(
      (range) => new RangeRelay({ ...DEFAULTS, ...parts, ...reports, owner, range }),
    );
  }

  start(): void {
    this.unsubscribe = this.store.onAppended((logs) => {
      if ([...logs].some((log) => this.logs.has(log))) this.wake();
    });
    for (const range of this.ranges) range.start();
  }

  /** Ends after the batch in flight, its checkpoint kept and the lease given up. */
  async stop(): Promise<void> {
    this.unsubscribe();
    await Promise.all(this.ranges.map((range) => range.stop()));
  }

  private wake(): void {
    for (const range of this.ranges) range.wake();
  }
}

export interface Rewind {
  readonly log: string;
  /** Default: all partitions. */
  readonly range?: PartitionRange;
  /** Checkpoints above this position go back to it; 0 publishes the whole log again. */
  readonly pos: number;
}

/**
 * Sets the relay back, for a topic that lost its records or was made anew. A running relay loses its
 * lease by it and begins at the new checkpoints; readers drop by position what they had.
 */
export const rewindRelay = async (pool: Pool, { log, range, pos }: Rewind): Promise<void> => {
  const { from, to } = range ?? { from: 0, to: PARTITIONS - 1 };
  await inTransaction(pool, async (tx) => {
    await tx.query(LOCK_LEASES, [from, to]);
    await tx.query(REWIND_CHECKPOINTS, [from, to, log, pos]);
  });
};
