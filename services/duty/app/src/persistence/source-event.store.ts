import { partitionOf } from '@ywk/contracts';
import type { Connections, Tx } from './transaction.ts';

/** A message of the feed as it is found again: by source and id. */
export interface SourceEvent {
  readonly source: string;
  readonly eventId: string;
  readonly callId: string;
  readonly kind: string;
  readonly at: string;
  readonly sourceSeq: number | null;
  /** SHA-256 of its canonical text. */
  readonly hash: Buffer;
}

export type SourceEventName = Pick<SourceEvent, 'source' | 'eventId'>;

/** One text for a message's name. */
export const sourceEventName = ({ source, eventId }: SourceEventName): string =>
  `${source}/${eventId}`;

const placeOf = (event: SourceEventName): number => partitionOf(sourceEventName(event));

const FIND = `
SELECT s.source, s.event_id, s.call_id, s.content_hash
FROM unnest($1::smallint[], $2::text[], $3::text[]) AS q(partition, source, event_id)
JOIN source_event s USING (partition, source, event_id)`;

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
): Promise<Map<string, { callId: string; hash: Buffer }>> => {
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
      { callId: row.call_id, hash: row.content_hash },
    ]),
  );
};

const INSERT = `
INSERT INTO source_event (partition, source, event_id, call_id, kind, at_ms, source_seq, content_hash)
SELECT * FROM unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[],
  $7::bigint[], $8::bytea[])
ON CONFLICT (partition, source, event_id) DO NOTHING`;

interface PlacedEvent extends SourceEvent {
  readonly partition: number;
  readonly name: string;
}

const placed = (event: SourceEvent): PlacedEvent => {
  const name = sourceEventName(event);
  return { ...event, name, partition: partitionOf(name) };
};

const inKeyOrder = (a: PlacedEvent, b: PlacedEvent): number =>
  a.partition - b.partition || Number(a.name > b.name) - Number(a.name < b.name);

/**
 * Remembers messages, in key order so that two senders never wait for each other in a circle.
 * @returns how many were new; fewer than given when somebody else took one in meanwhile
 */
export const insertSourceEvents = async (
  tx: Tx,
  events: readonly SourceEvent[],
): Promise<number> => {
  const rows = events.map(placed).sort(inKeyOrder);
  const { rowCount } = await tx.query({
    name: 'insert_source_events',
    text: INSERT,
    values: [
      rows.map(({ partition }) => partition),
      rows.map(({ source }) => source),
      rows.map(({ eventId }) => eventId),
      rows.map(({ callId }) => callId),
      rows.map(({ kind }) => kind),
      rows.map(({ at }) => Date.parse(at)),
      rows.map(({ sourceSeq }) => sourceSeq),
      rows.map(({ hash }) => hash),
    ],
  });
  return rowCount ?? 0;
};
