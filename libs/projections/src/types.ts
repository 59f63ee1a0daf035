import type { EventEnvelope } from '@ywk/contracts';
import type { LogHead, StoredEvent } from '@ywk/event-store';
import type { RawRecord } from '@ywk/messaging';
import type { PoolClient } from 'pg';

/** An event with its data parsed, validated and lifted to the current shape. */
export type AppliedEvent = StoredEvent;

/** What an `@EventPattern('<log>')` method of a follower is given. */
export interface LogBatch {
  readonly log: string;
  /** Partition by partition, in position order; none is given twice, none is missing. */
  readonly events: readonly AppliedEvent[];
  /** The open transaction: what is written here commits with the progress, or not at all. */
  readonly tx: PoolClient;
  /** Sets an event aside with its key; later events of the key queue behind it. */
  park(event: AppliedEvent, code: string, detail: string): void;
}

/** What an `@EventPattern('<door>')` method is given. */
export interface DoorBatch {
  readonly door: string;
  readonly partition: number;
  /** In offset order, without a hole. */
  readonly records: readonly RawRecord[];
  /** The open transaction: an append in it commits with the offset, or not at all. */
  readonly tx: PoolClient;
}

export interface LogSlice {
  readonly log: string;
  readonly partition: number;
  /** Position after which to read; 0 for the start. */
  readonly after: number;
  /** At most so many events, 1…10,000. */
  readonly limit: number;
  /** How long to wait for the first one, ms, 0…20,000. */
  readonly waitMs?: number;
}

/** Reads a log at its owner. */
export interface LogReader {
  read(slice: LogSlice, signal?: AbortSignal): Promise<readonly EventEnvelope[]>;
  heads(log: string, signal?: AbortSignal): Promise<readonly LogHead[]>;
}
