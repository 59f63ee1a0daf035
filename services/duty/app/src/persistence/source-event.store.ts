import { partitionOf } from '@ywk/contracts';
import type { Connections, Tx } from './transaction.ts';

/** What names a message of the feed. */
export interface SourceEventName {
  readonly source: string;
  readonly eventId: string;
}

/** A message that was taken in, as it is found again. */
export interface TakenEvent {
  readonly event: SourceEventName & {
    readonly callId: string;
    readonly kind: string;
    readonly at: string;
    readonly sourceSeq?: number;
  };
  /** SHA-256 of its canonical text, in hexadecimal digits. */
  readonly hash: string;
}

/** One text for a message's name. */
export const sourceEventName = ({ source, eventId }: SourceEventName): string =>
  `${source}/${eventId}`;

const placeOf = (event: SourceEventName): number => partitionOf(sourceEventName(event));

// One by one, by the key: a plan made once would otherwise read the whole table when it has grown.
const FIND = `
SELECT s.source, s.event_id, s.call_id, s.content_hash
FROM unnest($1::smallint[], $2::text[], $3::text[]) AS q(partition, source, event_id)
CROSS JOIN LATERAL (
  SELECT * FROM source_event i
  WHERE i.partition = q.partition AND i.source = q.source AND i.event_id = q.event_id LIMIT 1) s`;

interface FoundRow {
  readonly source: string;
  readonly event_id: string;
  readonly call_id: string;
  readonly content_hash: Buffer;
}

/** Messages taken in before, by {@link sourceEventName}. */
export const findSourceEvents = async (
  db: Connections | Tx,
  names: readonly SourceEventName[],
): Promise<Map<string, { callId: string; hash: string }>> => {
  const { rows } = await db.query<FoundRow>({
    name: 'find_source_events',
    text: FIND,
    values: [
      names.map(placeOf),
      names.map(({ source }) => source),
      names.map(({ eventId }) => eventId),
    ],
  });
  return new Map(
    rows.map((row) => [
      sourceEventName({ source: row.source, eventId: row.event_id }),
      { callId: row.call_id, hash: row.content_hash.toString('hex') },
    ]),
  );
};

const INSERT = `
INSERT INTO source_event (partition, source, event_id, call_id, kind, at_ms, source_seq, content_hash)
SELECT * FROM unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[],
  $7::bigint[], $8::bytea[])
ON CONFLICT (partition, source, event_id) DO NOTHING`;

interface Placed extends TakenEvent {
  readonly partition: number;
  readonly name: string;
}

const placed = ({ event, hash }: TakenEvent): Placed => {
  const name = sourceEventName(event);
  return { event, hash, name, partition: partitionOf(name) };
};

const inKeyOrder = (a: Placed, b: Placed): number =>
  a.partition - b.partition || Number(a.name > b.name) - Number(a.name < b.name);

/**
 * Remembers messages, in key order so that two senders never wait for each other in a circle.
 * @returns how many were new; fewer than given when somebody else took one in meanwhile
 */
export const insertSourceEvents = async (
  tx: Tx,
  events: readonly TakenEvent[],
): Promise<number> => {
  const rows = events.map(placed).sort(inKeyOrder);
  const { rowCount } = await tx.query({
    name: 'insert_source_events',
    text: INSERT,
    values: [
      rows.map(({ partition }) => partition),
      rows.map(({ event }) => event.source),
      rows.map(({ event }) => event.eventId),
      rows.map(({ event }) => event.callId),
      rows.map(({ event }) => event.kind),
      rows.map(({ event }) => Date.parse(event.at)),
      rows.map(({ event }) => event.sourceSeq ?? null),
      rows.map(({ hash }) => `\\x${hash}`),
    ],
  });
  return rowCount ?? 0;
};
