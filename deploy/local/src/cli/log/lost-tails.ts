import { decodeEnvelope, type EventEnvelope } from '@ywk/contracts';
import {
  lostTailOf,
  type EventStore,
  type LogHead,
  type LostTail,
  type Promotion,
  type SeenRecord,
} from '@ywk/event-store';
import { readTopic, type BrokerAddress, type RawRecord } from '@ywk/messaging';

/** Clocks of the servers that wrote log and topic may differ by so much, ms. */
const SLACK_MS = 3_600_000;

interface Held {
  readonly seen: SeenRecord[];
  readonly beyond: EventEnvelope[];
}

/** A record that is an event of this log and place; consumers note the others. */
const eventIn = (log: string, { partition, value }: RawRecord): EventEnvelope | undefined => {
  try {
    const event = value === null ? undefined : decodeEnvelope(value.toString('utf8'));
    return event?.log === log && event.partition === partition ? event : undefined;
  } catch {
    return undefined;
  }
};

/** Keeps an event as it will be needed: whole only where the log lacks it. */
const keep = (event: EventEnvelope, { seen, beyond }: Held, lastPos: number): void => {
  const { pos, hash, eventId, logEpoch } = event;
  if (pos > lastPos) beyond.push(event);
  else seen.push({ pos, hash, eventId, logEpoch });
};

export interface TopicComparison {
  readonly promotion: Promotion;
  readonly store: EventStore;
  readonly kafka: BrokerAddress;
  readonly log: string;
  readonly told?: (records: number) => void;
}

/** What the topic holds from about the end of the log on, by partition. */
const heldBy = async (
  { promotion, kafka, log, told }: TopicComparison,
  heads: readonly LogHead[],
): Promise<readonly Held[]> => {
  const held = heads.map((): Held => ({ seen: [], beyond: [] }));
  const recorded = await promotion.recordedLast(log);
  const since = new Map(
    [...recorded].map(([partition, ms]) => [partition, ms === 0 ? 0 : ms - SLACK_MS]),
  );
  let read = 0;
  await readTopic({
    ...kafka,
    ...{ topic: log, since },
    onRecords: (records) => {
      for (const record of records) {
        const [event, place] = [eventIn(log, record), held[record.partition]];
        const { lastPos = 0 } = heads[record.partition] ?? {};
        if (event !== undefined && place !== undefined) keep(event, place, lastPos);
      }
      told?.((read += records.length));
    },
  });
  return held;
};

/** Compares each partition of a published log with its topic, as far back as they may differ. */
export const lostTailsOf = async (comparison: TopicComparison): Promise<LostTail[]> => {
  const { promotion, store, log } = comparison;
  const heads = await store.heads(log);
  const tails: LostTail[] = [];
  for (const [partition, { seen, beyond }] of (await heldBy(comparison, heads)).entries()) {
    const head = heads[partition];
    if (head === undefined) continue;
    const { lastPos: pos, lastHash: hash, logEpoch } = head;
    const from = seen.reduce((least, one) => Math.min(least, one.pos), Number.MAX_SAFE_INTEGER);
    const ownHashes = await promotion.ownHashes(log, partition, from);
    const end = { pos, hash, logEpoch };
    tails.push(lostTailOf({ log, partition, end, ownHashes, seen, beyond }));
  }
  return tails;
};
