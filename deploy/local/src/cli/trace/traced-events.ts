import { LOGS, PARTITIONS } from '@ywk/contracts';
import type { Pool } from 'pg';

/** An event on the way of what is traced. */
export interface TracedEvent {
  readonly log: string;
  readonly partition: number;
  readonly pos: number;
  readonly eventId: string;
  readonly type: string;
  readonly key: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly causationId: string | null;
  readonly correlationId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Row extends Omit<TracedEvent, 'data' | 'occurredAt' | 'recordedAt'> {
  readonly occurred: number;
  readonly recorded: number;
  readonly data: string;
}

const COLUMNS = `log, partition, pos::float8 AS pos, event_id AS "eventId", type, key,
  occurred_ms::float8 AS occurred, recorded_ms::float8 AS recorded,
  causation_id AS "causationId", correlation_id AS "correlationId", data`;

const MOST = 500;

// No index serves this: it is asked once, by a person, and every append would pay for one.
const TOLD = `
SELECT ${COLUMNS} FROM event
WHERE partition BETWEEN 0 AND $2
  AND (correlation_id = ANY($1) OR causation_id = ANY($1) OR event_id::text = ANY($1))
ORDER BY recorded_ms, log, partition, event.pos LIMIT ${MOST}`;

const MARKERS = `
SELECT calendar, period, revision, pos::float8 AS pos FROM period_marker
WHERE partition = $1 AND log = $2 AND pos > $3 ORDER BY pos`;

const DECISIONS = `
SELECT ${COLUMNS} FROM event
WHERE partition = $1 AND log = $2 AND key = $3 AND type = 'GradeDecided' ORDER BY event.pos`;

const eventOf = ({ occurred, recorded, data, ...row }: Row): TracedEvent => ({
  ...row,
  occurredAt: new Date(occurred).toISOString(),
  recordedAt: new Date(recorded).toISOString(),
  data: JSON.parse(data) as Record<string, unknown>,
});

/** Events of a database that have one of these ids, name one as their cause, or belong to one. */
export const eventsTelling = async (pool: Pool, ids: readonly string[]): Promise<TracedEvent[]> =>
  (await pool.query<Row>(TOLD, [ids, PARTITIONS - 1])).rows.map(eventOf);

/** Where a period was cut off in the partition of a fact, behind the fact. */
export interface CutOffBehind {
  readonly calendar: string;
  readonly period: string;
  readonly revision: number;
  readonly pos: number;
}

/** In the order of their positions. @param pool of appraisal */
export const cutOffsBehind = async (
  pool: Pool,
  { partition, pos, log }: Pick<TracedEvent, 'partition' | 'pos' | 'log'>,
): Promise<CutOffBehind[]> => (await pool.query<CutOffBehind>(MARKERS, [partition, log, pos])).rows;

/** All grades that were decided for an officer. @param pool of appraisal */
export const gradesOf = async (
  pool: Pool,
  { partition, key }: Pick<TracedEvent, 'partition' | 'key'>,
): Promise<TracedEvent[]> =>
  (await pool.query<Row>(DECISIONS, [partition, LOGS.decision, key])).rows.map(eventOf);
