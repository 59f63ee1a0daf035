import { encodeEnvelope } from '@ywk/contracts';
import type { EventEnvelope } from '@ywk/contracts';
import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Refusal, Stray } from '../follower/track.ts';
import type { Place } from '../source.ts';

/** An event to be set aside, and why. */
export interface ParkedRow {
  readonly event: EventEnvelope;
  readonly refusal: Refusal;
}

/** Code of an event that waits behind a parked one of its key. */
export const BEHIND = 'BEHIND_PARKED';

const PARK = `
INSERT INTO parked_event (partition, follower_group, log, pos, key, code, detail, envelope)
SELECT a.partition, $1, a.log, a.pos, a.key, a.code, a.detail, a.envelope
FROM unnest($2::smallint[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[])
  AS a(partition, log, pos, key, code, detail, envelope)`;

const NOTE = `
INSERT INTO stray_record (partition, follower_group, log, record_offset, detail, bytes, sha256)
SELECT a.partition, $1, a.log, a.record_offset, a.detail, a.bytes, decode(a.sha256, 'hex')
FROM unnest($2::smallint[], $3::text[], $4::bigint[], $5::text[], $6::int[], $7::text[])
  AS a(partition, log, record_offset, detail, bytes, sha256)
ON CONFLICT DO NOTHING`;

// PostgreSQL's text holds no zero byte, which a message may.
const storable = (text: string): string => text.replaceAll('\u0000', '\uFFFD').slice(0, 2_000);

/** The wire form of an event that may carry parsed data beside its text. */
const wireForm = (event: EventEnvelope): string => {
  const { data: _data, ...envelope } = event as EventEnvelope & { readonly data?: unknown };
  return encodeEnvelope(envelope);
};

export const insertParked = async (
  tx: PoolClient,
  group: string,
  rows: readonly ParkedRow[],
): Promise<void> => {
  if (rows.length === 0) return;
  await tx.query(PARK, [
    group,
    rows.map(({ event }) => event.partition),
    rows.map(({ event }) => event.log),
    rows.map(({ event }) => event.pos),
    rows.map(({ event }) => event.key),
    rows.map(({ refusal }) => refusal.code),
    rows.map(({ refusal }) => storable(refusal.detail)),
    rows.map(({ event }) => wireForm(event)),
  ]);
};

export const insertStrays = async (
  tx: PoolClient,
  group: string,
  strays: readonly (Place & Stray)[],
): Promise<void> => {
  if (strays.length === 0) return;
  await tx.query(NOTE, [
    group,
    strays.map(({ partition }) => partition),
    strays.map(({ log }) => log),
    strays.map(({ offset }) => offset),
    strays.map(({ detail }) => storable(detail)),
    strays.map(({ raw }) => raw?.length ?? 0),
    strays.map(({ raw }) =>
      createHash('sha256')
        .update(raw ?? '')
        .digest('hex'),
    ),
  ]);
};
