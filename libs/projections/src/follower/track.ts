import type { StoredEvent } from '@ywk/event-store';
import type { Arrival, Place } from '../source.ts';
import type { ChainState } from './judge.ts';

/** Why an event cannot be handed to a handler, or was given back by one. */
export interface Refusal {
  readonly code: string;
  readonly detail: string;
}

/** An event taken into memory and not yet committed. */
export interface Pending {
  readonly event: StoredEvent;
  /** Kafka offset after it; null when it did not come from the topic. */
  readonly nextOffset: number | null;
  readonly refusal: Refusal | undefined;
}

/** A record that is no event of this log. */
export interface Stray {
  readonly offset: number;
  readonly detail: string;
  readonly raw: Buffer | null;
}

/** A place in words, as a key of maps. */
export const placeName = ({ log, partition }: Place): string => `${log}/${partition}`;

/** What is known and held of one partition of one log, from a claim until it is dropped. */
export interface Track extends Place {
  readonly claimEpoch: number;
  /** Committed in the database, as far as this process knows. */
  committed: { pos: number; offset: number | null };
  /** The last event taken into memory. */
  taken: ChainState;
  nextOffset: number | null;
  readonly pending: Pending[];
  readonly strays: Stray[];
  /** Keys whose events queue behind a parked one. */
  readonly parkedKeys: Set<string>;
  /** Why no more is taken; written with the next flush. */
  halt: { readonly reason: string; written: boolean } | undefined;
  /** Arrivals that wait until a gap is filled; undefined when none is. */
  waiting: Arrival[] | undefined;
  /** False once it was dropped: nothing may be written in its name any more. */
  live: boolean;
  /** Where the source was told to wait. */
  paused: boolean;
}
