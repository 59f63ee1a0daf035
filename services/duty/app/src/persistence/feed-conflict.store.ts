import { partitionOf } from '@ywk/contracts';
import { sourceEventName } from './source-event.store.ts';
import type { Connections, Tx } from './transaction.ts';

/** An event id that came again with other content. */
export interface FeedConflict {
  readonly source: string;
  readonly eventId: string;
  /** The other content, canonical JSON; the feed's closed schema keeps people out of it. */
  readonly content: string;
  /** SHA-256 of the other content, in hexadecimal digits. */
  readonly hash: string;
  /** Call under which the first content is kept. */
  readonly keptCallId: string;
}

const UPSERT = `
INSERT INTO feed_conflict (partition, source, event_id, content_hash, content, kept_call_id)
SELECT * FROM unnest($1::smallint[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::text[])
ON CONFLICT (partition, source, event_id, content_hash)
DO UPDATE SET seen = feed_conflict.seen + 1, last_seen = now()`;

const nameOf = (conflict: FeedConflict): string => `${sourceEventName(conflict)} ${conflict.hash}`;

/** Notes conflicts for the operators; one that came before is counted again. */
export const noteConflicts = async (
  db: Connections | Tx,
  conflicts: readonly FeedConflict[],
): Promise<void> => {
  const rows = [...new Map(conflicts.map((one) => [nameOf(one), one]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, conflict]) => conflict);
  if (rows.length === 0) return;
  await db.query(UPSERT, [
    rows.map((row) => partitionOf(sourceEventName(row))),
    rows.map(({ source }) => source),
    rows.map(({ eventId }) => eventId),
    rows.map(({ hash }) => `\\x${hash}`),
    rows.map(({ content }) => content),
    rows.map(({ keptCallId }) => keptCallId),
  ]);
};

const LIST = `
SELECT source, event_id, content_hash, content, kept_call_id, first_seen, last_seen, seen
FROM (
  SELECT *, date_trunc('milliseconds', last_seen) AS moment FROM feed_conflict
  WHERE $1::text IS NULL OR source = $1
) c
WHERE $2::timestamptz IS NULL OR moment < $2
  OR (moment = $2 AND (source, event_id, encode(content_hash, 'hex')) > ($3, $4, $5))
ORDER BY moment DESC, source, event_id, encode(content_hash, 'hex') LIMIT $6`;

interface Row {
  readonly source: string;
  readonly event_id: string;
  readonly content_hash: Buffer;
  readonly content: string;
  readonly kept_call_id: string;
  readonly first_seen: Date;
  readonly last_seen: Date;
  readonly seen: number;
}

/** A conflict as operators see it. */
export interface SeenConflict {
  readonly source: string;
  readonly eventId: string;
  readonly keptCallId: string;
  /** SHA-256 of the content that was refused, in hexadecimal digits. */
  readonly hash: string;
  /** The content that was refused. */
  readonly refused: unknown;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly seen: number;
}

/** Which conflicts are listed. */
export interface ConflictsQuestion {
  /** Null for all. */
  readonly source: string | null;
  /** The last one that was seen. */
  readonly after: Pick<SeenConflict, 'lastSeen' | 'source' | 'eventId' | 'hash'> | null;
  readonly limit: number;
}

/** Conflicts, last seen first. */
export const listConflicts = async (
  db: Connections,
  { source, after, limit }: ConflictsQuestion,
): Promise<SeenConflict[]> => {
  const { rows } = await db.query<Row>(LIST, [
    ...[source, after?.lastSeen, after?.source, after?.eventId, after?.hash, limit],
  ]);
  return rows.map((row) => ({
    source: row.source,
    eventId: row.event_id,
    keptCallId: row.kept_call_id,
    hash: row.content_hash.toString('hex'),
    refused: JSON.parse(row.content) as unknown,
    firstSeen: row.first_seen.toISOString(),
    lastSeen: row.last_seen.toISOString(),
    seen: row.seen,
  }));
};
