import type { EventEnvelope } from '@ywk/contracts';

/** An event before it has a position. Its id is made by the client (UUID, version 7). */
export interface NewEvent {
  readonly eventId: string;
  readonly type: string;
  readonly v: number;
  /** What the contract of (log, type, v) asks for; at most 64 KiB as text. */
  readonly data: unknown;
  /** The moment of the judged act; UTC, milliseconds, `Z`. */
  readonly occurredAt: string;
  readonly causationId?: string | null;
  /** That of the request at hand when not given. */
  readonly correlationId?: string | null;
}

/** Events for one stream. */
export interface StreamWrite {
  readonly log: string;
  readonly stream: string;
  /** Decides the partition, and with it the stream's place: one stream keeps one key. */
  readonly key: string;
  /** Version the stream must have (0: must be new), or `any` to add without looking. */
  readonly expectedVersion: number | 'any';
  readonly events: readonly NewEvent[];
  /** 0…63; only for markers that stand in every partition. */
  readonly partition?: number;
}

/** What one client asks to have written, all of it or nothing. */
export interface AppendCommand {
  /** UUID made by the client; the same one again yields the first result. */
  readonly commandId: string;
  readonly actor: string;
  /** Text whose hash tells whether a repeated command id means the same. */
  readonly request: string;
  readonly writes: readonly StreamWrite[];
}

/** Where one write of a command came to stand. */
export interface AppendedPosition {
  readonly log: string;
  readonly partition: number;
  readonly firstPos: number;
  readonly lastPos: number;
  /** Version of the stream after the write. */
  readonly streamVersion: number;
}

export type AppendOutcome =
  | {
      readonly outcome: 'accepted' | 'duplicate';
      /** One for each write, in the order of the command that was written first. */
      readonly positions: readonly AppendedPosition[];
    }
  | {
      readonly outcome: 'conflict';
      readonly stream: string;
      readonly expected: number;
      readonly actual: number;
    }
  /** The command id was used before, for something else. */
  | { readonly outcome: 'reused' };

/** An event as read: the envelope, and its data lifted to the current shape. */
export interface StoredEvent extends EventEnvelope {
  readonly data: unknown;
}

/** The end of one partition of a log. */
export interface LogHead {
  readonly partition: number;
  /** 0 when the partition is empty. */
  readonly lastPos: number;
  /** 64 hex digits; zeros when the partition is empty. */
  readonly lastHash: string;
  readonly logEpoch: number;
}

export interface StreamName {
  readonly log: string;
  readonly stream: string;
  readonly key: string;
  readonly partition?: number;
}

export interface LogRange {
  readonly log: string;
  readonly partition: number;
  /** Positions above this one; 0 from the start. */
  readonly after: number;
  readonly limit: number;
}
