import type { ContractRegistry, EventEnvelope, Promoted } from '@ywk/contracts';
import type { LogHead } from './types.ts';

/** An event to verify; with the columns that stand beside its text, where they are known. */
export type VerifiableEvent = EventEnvelope & { readonly promoted?: Promoted };

export interface FirstBad {
  readonly log: string;
  readonly partition: number;
  readonly pos: number;
  /** Null when the event is missing. */
  readonly eventId: string | null;
  readonly what: string;
}

export type Verification =
  | { readonly ok: true; readonly events: number }
  | { readonly ok: false; readonly firstBad: FirstBad };

export interface VerifyOptions {
  /** Needed to compare promoted columns with the text. */
  readonly registry?: ContractRegistry;
  /** Ends by log, to see that nothing is missing at the end. */
  readonly heads?: ReadonlyMap<string, readonly LogHead[]>;
}

/** Walks events in position order, partition by partition; names the first that is not as written. */
export declare const verifyLog: (
  events: AsyncIterable<VerifiableEvent> | Iterable<VerifiableEvent>,
  options?: VerifyOptions,
) => Promise<Verification>;
