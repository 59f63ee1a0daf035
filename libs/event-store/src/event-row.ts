import type { EventEnvelope } from '@ywk/contracts';

/** A row of EVENT_COLUMNS, as an array; `bigint` comes as text. */
export type EventRow = readonly [
  log: string,
  partition: number,
  pos: string,
  logEpoch: number,
  prevHash: Buffer,
  hash: Buffer,
  eventId: string,
  type: string,
  v: number,
  stream: string,
  streamVersion: number,
  key: string,
  occurredMs: string,
  recordedMs: string,
  commandId: string,
  causationId: string | null,
  correlationId: string | null,
  actor: string,
  dataText: string,
];

const instant = (ms: string): string => new Date(Number(ms)).toISOString();

/** The envelope of a stored row: the same bytes that were hashed. */
export const envelopeOf = (row: EventRow): EventEnvelope => ({
  log: row[0],
  partition: row[1],
  pos: Number(row[2]),
  logEpoch: row[3],
  prevHash: row[4].toString('hex'),
  hash: row[5].toString('hex'),
  eventId: row[6],
  type: row[7],
  v: row[8],
  stream: row[9],
  streamVersion: row[10],
  key: row[11],
  occurredAt: instant(row[12]),
  recordedAt: instant(row[13]),
  commandId: row[14],
  causationId: row[15],
  correlationId: row[16],
  actor: row[17],
  dataText: row[18],
});
