import { hash } from 'node:crypto';

/** One event as it stands in the store, in an HTTP answer and on a topic: the same everywhere. */
export interface EventEnvelope {
  readonly log: string;
  /** 0…63. */
  readonly partition: number;
  /** Dense within (log, partition), from 1. */
  readonly pos: number;
  /** Raised at a failover or restore, from 1. */
  readonly logEpoch: number;
  /** Hash of the event before it in its partition, 64 hex digits; zeros for the first. */
  readonly prevHash: string;
  /** SHA-256 over every other field, 64 hex digits. */
  readonly hash: string;
  readonly eventId: string;
  readonly type: string;
  readonly v: number;
  readonly stream: string;
  /** Dense within the stream, from 1. */
  readonly streamVersion: number;
  readonly key: string;
  /** The moment of the judged act; UTC, milliseconds. */
  readonly occurredAt: string;
  /** The moment of the append; never decreases within a partition; UTC, milliseconds. */
  readonly recordedAt: string;
  readonly commandId: string;
  readonly causationId: string | null;
  readonly correlationId: string | null;
  /** Who did it: the subject of the token, or the name of the service. */
  readonly actor: string;
  /** The exact text written once (RFC 8785). Parse it with the contract of (type, v). */
  readonly dataText: string;
}

/** What is known of an event before it has a position. */
export type EventContent = Omit<
  EventEnvelope,
  'pos' | 'logEpoch' | 'prevHash' | 'hash' | 'streamVersion' | 'recordedAt'
>;

/** What stands before the first event of a partition. */
export const GENESIS_HASH = '0'.repeat(64);

const sha256 = (text: string): string => hash('sha256', text, 'hex');

/** Hash of all that its author wrote, 64 hex digits; made before the append. */
export const contentHash = (event: EventContent): string =>
  sha256(
    JSON.stringify([
      event.log,
      event.partition,
      event.eventId,
      event.type,
      event.v,
      event.stream,
      event.key,
      event.occurredAt,
      event.commandId,
      event.causationId,
      event.correlationId,
      event.actor,
      event.dataText,
    ]),
  );

/** What the append adds to the content; the database computes the same chain in SQL. */
export interface ChainLink {
  readonly prevHash: string;
  readonly contentHash: string;
  readonly pos: number;
  readonly streamVersion: number;
  readonly recordedMs: number;
  readonly logEpoch: number;
}

/** Hash of an event in its chain, 64 hex digits. */
export const chainHash = (link: ChainLink): string =>
  sha256(
    `${link.prevHash}|${link.contentHash}|${link.pos}|${link.streamVersion}|${link.recordedMs}|${link.logEpoch}`,
  );

/** The hash that an event must carry, computed from its other fields. */
export const expectedHash = (event: EventEnvelope): string =>
  chainHash({
    prevHash: event.prevHash,
    contentHash: contentHash(event),
    pos: event.pos,
    streamVersion: event.streamVersion,
    recordedMs: Date.parse(event.recordedAt),
    logEpoch: event.logEpoch,
  });

/** Member that closes the wire form, so that the exact text of `data` can be cut out of it. */
const DATA_MEMBER = ',"data":';

/** The wire form: one JSON object on one line, `data` last and byte for byte as stored. */
export const encodeEnvelope = ({ dataText, ...head }: EventEnvelope): string =>
  `${JSON.stringify(head).slice(0, -1)}${DATA_MEMBER}${dataText}}`;

/** A record that is no envelope. */
export class MalformedEnvelope extends Error {
  override readonly name = 'MalformedEnvelope';
}

/** Types of the members, checked by name; nullable ones may be null. */
const KINDS: Readonly<Record<string, 'string' | 'number' | 'nullable'>> = {
  log: 'string',
  partition: 'number',
  pos: 'number',
  logEpoch: 'number',
  prevHash: 'string',
  hash: 'string',
  eventId: 'string',
  type: 'string',
  v: 'number',
  stream: 'string',
  streamVersion: 'number',
  key: 'string',
  occurredAt: 'string',
  recordedAt: 'string',
  commandId: 'string',
  causationId: 'nullable',
  correlationId: 'nullable',
  actor: 'string',
};

const MEMBERS = Object.entries(KINDS);

const fits = (value: unknown, kind: string): boolean =>
  kind === 'nullable' ? value === null || typeof value === 'string' : typeof value === kind;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedEnvelope('The record is not JSON.');
  }
};

/** An envelope with its data as the wire form says it: parsed, not yet validated nor upcast. */
export type ParsedEnvelope = EventEnvelope & { readonly data: unknown };

/** Reads the wire form and keeps the parsed data. @throws MalformedEnvelope when it is none */
export const parseEnvelope = (text: string): ParsedEnvelope => {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || !('data' in value)) {
    throw new MalformedEnvelope('The record is not an event envelope with data.');
  }
  const members = value as Record<string, unknown>;
  for (const [member, kind] of MEMBERS) {
    if (!fits(members[member], kind)) {
      throw new MalformedEnvelope(`The member "${member}" is wrong.`);
    }
  }
  const at = text.indexOf(DATA_MEMBER);
  if (at < 0) throw new MalformedEnvelope('The member "data" is not the last one.');
  // Added in place: copying twenty members costs more than all the checks.
  members['dataText'] = text.slice(at + DATA_MEMBER.length, -1);
  return members as unknown as ParsedEnvelope;
};

/** Reads the wire form. @throws MalformedEnvelope when it is none */
export const decodeEnvelope = (text: string): EventEnvelope => {
  const { data: _data, ...envelope } = parseEnvelope(text);
  return envelope;
};
