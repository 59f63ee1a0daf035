import {
  chainHash,
  contentHash,
  GENESIS_HASH,
  type ContractRegistry,
  type EventEnvelope,
  type Promoted,
} from '@ywk/contracts';
import { SealedPoints, type SealedPoint } from './seal/sealed-points.ts';
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

/** What is known of the event before the first one that is given. */
export interface Link {
  readonly pos: number;
  readonly hash: string;
  readonly recordedAt: string;
  readonly logEpoch: number;
}

export interface VerifyOptions {
  /** Needed to compare promoted columns with the text. */
  readonly registry?: ContractRegistry;
  /** Ends by log, read before the events, to see that nothing is missing at the end. */
  readonly heads?: ReadonlyMap<string, readonly LogHead[]>;
  /** True when nothing was appended since the ends were read: what stands behind them was inserted. */
  readonly closed?: boolean;
  /** Where partitions begin, by `placeOf`; at position 1 when not given. */
  readonly from?: ReadonlyMap<string, Link>;
  /** Hashes that were sealed, in position order within each partition. */
  readonly sealed?: Iterable<SealedPoint>;
}

const START: Link = { pos: 0, hash: GENESIS_HASH, recordedAt: '', logEpoch: 0 };
/** How far from its place an event is looked for that was moved. */
const MOVED_WITHIN = 1_000;

/** One name for a partition of a log. */
export const placeOf = ({ log, partition }: { log: string; partition: number }): string =>
  `${log}/${partition}`;

const fault = (event: VerifiableEvent, what: string): FirstBad => ({
  log: event.log,
  partition: event.partition,
  pos: event.pos,
  eventId: event.eventId,
  what,
});

const missing = (place: { log: string; partition: number }, pos: number): FirstBad => ({
  log: place.log,
  partition: place.partition,
  pos,
  eventId: null,
  what: 'it was dropped',
});

const contentFault = (event: VerifiableEvent): string | undefined => {
  const { prevHash, streamVersion, logEpoch } = event;
  const recordedMs = Date.parse(event.recordedAt);
  const link = { prevHash, streamVersion, logEpoch, recordedMs, contentHash: contentHash(event) };
  if (chainHash({ ...link, pos: event.pos }) === event.hash) return undefined;
  const first = Math.max(1, event.pos - MOVED_WITHIN);
  for (let pos = first; pos <= event.pos + MOVED_WITHIN; pos += 1) {
    if (chainHash({ ...link, pos }) === event.hash) return `it was moved here from position ${pos}`;
  }
  return 'its content was changed';
};

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

const endFaultAt = (
  place: { log: string; partition: number },
  last: Link,
  { end, closed }: { end: LogHead; closed: boolean },
): FirstBad | undefined => {
  if (last.pos < end.lastPos) return missing(place, last.pos + 1);
  if (last.pos === end.lastPos && last.hash !== end.lastHash) {
    const what = 'the partition does not end as its counter says';
    return { ...missing(place, last.pos), what };
  }
  if (!closed || last.pos === end.lastPos) return undefined;
  const what = 'it was inserted: the partition ended before it';
  return { ...missing(place, end.lastPos + 1), what };
};

const endFault = (
  links: ReadonlyMap<string, Link>,
  { heads = new Map<string, readonly LogHead[]>(), closed = false }: VerifyOptions,
): FirstBad | undefined => {
  for (const [log, ends] of heads) {
    for (const end of ends) {
      const place = { log, partition: end.partition };
      const bad = endFaultAt(place, links.get(placeOf(place)) ?? START, { end, closed });
      if (bad !== undefined) return bad;
    }
  }
  return undefined;
};

/** Walks events, one by one. */
class Walk {
  readonly links: Map<string, Link>;
  private readonly sealed: SealedPoints;
  private gap: { readonly bad: FirstBad; readonly last: Link } | undefined;

  constructor(private readonly options: VerifyOptions) {
    this.links = new Map(options.from);
    this.sealed = new SealedPoints(options.sealed ?? []);
  }

  /** @returns the fault that is met, once it is known which one it is */
  step(event: VerifiableEvent): FirstBad | undefined {
    if (this.gap !== undefined) return this.beyondGap(event);
    const place = placeOf(event);
    const last = this.links.get(place) ?? START;
    if (event.pos > last.pos + 1) {
      this.gap = { bad: missing(event, last.pos + 1), last };
      return undefined;
    }
    const what =
      contentFault(event) ??
      placeFault(event, last) ??
      promotedFault(event, this.options.registry) ??
      this.sealed.faultAt(event);
    if (what !== undefined) return fault(event, what);
    this.links.set(place, event);
    return undefined;
  }

  /** @returns what is wrong with the whole, after the last event */
  end(): FirstBad | undefined {
    if (this.gap !== undefined) return this.gap.bad;
    const left = this.sealed.firstBeyond((place) => (this.links.get(place) ?? START).pos);
    if (left === undefined) return endFault(this.links, this.options);
    const pos = (this.links.get(placeOf(left)) ?? START).pos + 1;
    const what = `it was dropped: the seal of ${left.day} holds the log up to position ${left.pos}`;
    return { ...missing(left, pos), what };
  }

  /** What is missing may stand further on: then it was moved, not dropped. */
  private beyondGap(event: VerifiableEvent): FirstBad | undefined {
    const { bad, last } = this.gap ?? { bad: missing(event, 0), last: START };
    if (placeOf(event) !== placeOf(bad)) return bad;
    if (event.pos !== bad.pos || event.prevHash !== last.hash) return undefined;
    return fault(event, 'it was moved: it stands behind later ones');
  }
}

/**
 * Walks events in position order within each partition (partitions may alternate) and names the
 * first that is not as it was written: changed, dropped, inserted, or moved.
 */
export const verifyLog = async (
  events: AsyncIterable<VerifiableEvent> | Iterable<VerifiableEvent>,
  options: VerifyOptions = {},
): Promise<Verification> => {
  const walk = new Walk(options);
  let count = 0;
  for await (const event of events) {
    const firstBad = walk.step(event);
    if (firstBad !== undefined) return { ok: false, firstBad };
    count += 1;
  }
  const firstBad = walk.end();
  return firstBad === undefined ? { ok: true, events: count } : { ok: false, firstBad };
};
