import {
  expectedHash,
  GENESIS_HASH,
  type ContractRegistry,
  type EventEnvelope,
  type Promoted,
} from '@ywk/contracts';
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
  /** Ends by log, read before the events, to see that nothing is missing at the end. */
  readonly heads?: ReadonlyMap<string, readonly LogHead[]>;
}

interface Link {
  readonly pos: number;
  readonly hash: string;
  readonly recordedAt: string;
  readonly logEpoch: number;
}

const START: Link = { pos: 0, hash: GENESIS_HASH, recordedAt: '', logEpoch: 0 };

const promotedFault = (
  event: VerifiableEvent,
  registry: ContractRegistry | undefined,
): string | undefined => {
  if (registry === undefined || event.promoted === undefined) return undefined;
  const contract = registry.contractOf(event.log, event.type, event.v);
  const { officer, num } = contract.promote(JSON.parse(event.dataText));
  if (event.promoted.officer !== officer) return 'the officer beside the text was changed';
  if (event.promoted.num !== num) return 'the number beside the text was changed';
  return undefined;
};

/** What is wrong with the place of an event, given the one before it. */
const placeFault = (event: VerifiableEvent, last: Link): string | undefined => {
  if (event.pos <= last.pos) return 'it was inserted: its position is taken';
  if (event.prevHash !== last.hash) return 'it does not follow the event before it';
  if (event.recordedAt < last.recordedAt) return 'it was recorded before the event before it';
  if (event.logEpoch < last.logEpoch) return 'its log epoch goes back';
  return undefined;
};

const fault = (event: VerifiableEvent, what: string): FirstBad => ({
  log: event.log,
  partition: event.partition,
  pos: event.pos,
  eventId: event.eventId,
  what,
});

const placeOf = ({ log, partition }: { log: string; partition: number }): string =>
  `${log}/${partition}`;

const missing = (place: { log: string; partition: number }, pos: number): FirstBad => ({
  log: place.log,
  partition: place.partition,
  pos,
  eventId: null,
  what: 'it was dropped',
});

const firstFault = (
  event: VerifiableEvent,
  last: Link,
  registry: ContractRegistry | undefined,
): FirstBad | undefined => {
  if (event.pos > last.pos + 1) return missing(event, last.pos + 1);
  if (expectedHash(event) !== event.hash) return fault(event, 'its content was changed');
  const what = placeFault(event, last) ?? promotedFault(event, registry);
  return what === undefined ? undefined : fault(event, what);
};

const endFault = (
  links: ReadonlyMap<string, Link>,
  heads: ReadonlyMap<string, readonly LogHead[]>,
): FirstBad | undefined => {
  for (const [log, ends] of heads) {
    for (const { partition, lastPos, lastHash } of ends) {
      const last = links.get(placeOf({ log, partition })) ?? START;
      if (last.pos < lastPos) return missing({ log, partition }, last.pos + 1);
      if (last.pos === lastPos && last.hash !== lastHash) {
        const what = 'the partition does not end as its counter says';
        return { log, partition, pos: last.pos, eventId: null, what };
      }
    }
  }
  return undefined;
};

/**
 * Walks events in position order within each partition (partitions may alternate) and names the
 * first that is not as it was written: changed, dropped, inserted, or moved.
 */
export const verifyLog = async (
  events: AsyncIterable<VerifiableEvent> | Iterable<VerifiableEvent>,
  options: VerifyOptions = {},
): Promise<Verification> => {
  const links = new Map<string, Link>();
  let count = 0;
  for await (const event of events) {
    const firstBad = firstFault(event, links.get(placeOf(event)) ?? START, options.registry);
    if (firstBad !== undefined) return { ok: false, firstBad };
    links.set(placeOf(event), event);
    count += 1;
  }
  const firstBad = endFault(links, options.heads ?? new Map());
  return firstBad === undefined ? { ok: true, events: count } : { ok: false, firstBad };
};
