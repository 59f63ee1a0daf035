import { createHash } from 'node:crypto';

/** An event as the database prints it with row_to_json. */
export interface EventRow {
  readonly partition: number;
  readonly log: string;
  readonly pos: number;
  readonly log_epoch: number;
  /** `\x` and 64 hex digits, as all bytes here. */
  readonly prev_hash: string;
  readonly hash: string;
  readonly event_id: string;
  readonly type: string;
  readonly v: number;
  readonly stream: string;
  readonly stream_version: number;
  readonly key: string;
  readonly occurred_ms: number;
  readonly recorded_ms: number;
  readonly command_id: string;
  readonly causation_id: string | null;
  readonly correlation_id: string | null;
  readonly actor: string;
  readonly officer: string | null;
  readonly data: string;
}

export const GENESIS = '0'.repeat(64);

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

const instant = (ms: number): string => new Date(ms).toISOString();

export const hex = (bytes: string): string => bytes.replace(/^\\x/, '');

/** What the author wrote, hashed: thirteen members as a JSON array (docs/adr/0002). */
const contentHash = (event: EventRow): string =>
  sha256(
    JSON.stringify([
      event.log,
      event.partition,
      event.event_id,
      event.type,
      event.v,
      event.stream,
      event.key,
      instant(event.occurred_ms),
      event.command_id,
      event.causation_id,
      event.correlation_id,
      event.actor,
      event.data,
    ]),
  );

/** The hash that an event must carry behind `prevHash` (docs/adr/0002). */
export const chainHashOf = (event: EventRow, prevHash: string): string =>
  sha256(
    [
      prevHash,
      contentHash(event),
      event.pos,
      event.stream_version,
      event.recorded_ms,
      event.log_epoch,
    ].join('|'),
  );

/** The record of an event on its topic (docs/adr/0001): members in their order, `data` last. */
export const wireOf = (event: EventRow): string => {
  const head = {
    log: event.log,
    partition: event.partition,
    pos: event.pos,
    logEpoch: event.log_epoch,
    prevHash: hex(event.prev_hash),
    hash: hex(event.hash),
    eventId: event.event_id,
    type: event.type,
    v: event.v,
    stream: event.stream,
    streamVersion: event.stream_version,
    key: event.key,
    occurredAt: instant(event.occurred_ms),
    recordedAt: instant(event.recorded_ms),
    commandId: event.command_id,
    causationId: event.causation_id,
    correlationId: event.correlation_id,
    actor: event.actor,
  };
  return `${JSON.stringify(head).slice(0, -1)},"data":${event.data}}`;
};

/** RFC 8785 for what stands in events: members sorted by UTF-16 code units, numbers as ECMAScript. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
};

const M = 0x5bd1e995;

/** MurmurHash2 as Kafka's own partitioner computes it, and the partition among 64. */
export const partitionOf = (key: string): number => {
  const bytes = Buffer.from(key, 'utf8');
  let h = 0x9747b28c ^ bytes.length;
  const words = bytes.length >> 2;
  for (let at = 0; at < words; at += 1) {
    let k = Math.imul(bytes.readInt32LE(at * 4), M);
    k ^= k >>> 24;
    h = Math.imul(h, M) ^ Math.imul(k, M);
  }
  const tail = bytes.subarray(words * 4);
  for (let at = tail.length - 1; at >= 0; at -= 1) h ^= (tail[at] ?? 0) << (8 * at);
  if (tail.length > 0) h = Math.imul(h, M);
  h = Math.imul(h ^ (h >>> 13), M);
  h ^= h >>> 15;
  return (h & 0x7fffffff) % 64;
};

/** The day of an instant in Asia/Shanghai: UTC+8, no summer time since 1991. */
export const localDay = (at: string | number): string =>
  new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
