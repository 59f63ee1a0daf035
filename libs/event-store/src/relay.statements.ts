export const ENSURE_LEASE = `
INSERT INTO relay_lease (partition, last_partition, owner, token, expires_at)
VALUES ($1, $2, '', 0, '-infinity') ON CONFLICT (partition) DO NOTHING`;

export const ENSURE_CHECKPOINTS = `
INSERT INTO relay_checkpoint (partition, log)
SELECT p.partition, l.log
FROM generate_series($1::int, $2::int) AS p(partition) CROSS JOIN unnest($3::text[]) AS l(log)
ON CONFLICT (partition, log) DO NOTHING`;

/** The token rises with each owner: what an earlier one writes is told by it. */
export const TAKE_LEASE = `
UPDATE relay_lease
SET owner = $3, last_partition = $2, token = token + 1,
  expires_at = clock_timestamp() + $4 * interval '1 millisecond'
WHERE partition = $1 AND expires_at < clock_timestamp()
RETURNING token`;

export const KEEP_LEASE = `
UPDATE relay_lease SET expires_at = clock_timestamp() + $3 * interval '1 millisecond'
WHERE partition = $1 AND token = $2`;

export const FREE_LEASE = `
UPDATE relay_lease SET expires_at = '-infinity' WHERE partition = $1 AND token = $2`;

export const READ_CHECKPOINTS = `
SELECT log, partition, pos FROM relay_checkpoint
WHERE partition BETWEEN $1 AND $2 AND log = ANY($3::text[])`;

export const READ_ENDS = `
SELECT log, partition, last_pos FROM log_counter
WHERE partition BETWEEN $1 AND $2 AND log = ANY($3::text[])`;

/**
 * Moves checkpoints forward while the lease is held. The lease row is locked first, so that one who
 * takes it over or sets the relay back either comes before, and nothing is moved, or after.
 */
export const SAVE_CHECKPOINTS = `
WITH held AS MATERIALIZED (
  SELECT 1 FROM relay_lease WHERE partition = $4 AND token = $5 FOR SHARE
)
UPDATE relay_checkpoint k SET pos = done.pos
FROM unnest($1::smallint[], $2::text[], $3::bigint[]) AS done(partition, log, pos)
WHERE EXISTS (SELECT 1 FROM held)
  AND k.partition = done.partition AND k.log = done.log AND k.pos <= done.pos`;

/** What PostgreSQL makes of an instant without a mask is several times cheaper than with one. */
const INSTANT = (ms: string): string =>
  `left(to_json(timestamp '1970-01-01' + ${ms} * interval '1 millisecond')::text, 20)
  || '.' || right((1000 + (${ms} % 1000 + 1000) % 1000)::text, 3) || 'Z"'`;

const JSON_TEXT = (column: string): string => `to_json(${column})::text`;
const OR_NULL = (column: string): string => `coalesce(${JSON_TEXT(column)}, 'null')`;
const HEX = (column: string): string => `'"' || encode(${column}, 'hex') || '"'`;
const ID = (column: string): string => `'"' || ${column}::text || '"'`;

/** Members of the envelope but for the data, in order; none may be NULL. */
const MEMBERS: readonly (readonly [name: string, text: string])[] = [
  ['log', JSON_TEXT('e.log')],
  ['partition', 'e.partition::text'],
  ['pos', 'e.pos::text'],
  ['logEpoch', 'e.log_epoch::text'],
  ['prevHash', HEX('e.prev_hash')],
  ['hash', HEX('e.hash')],
  ['eventId', ID('e.event_id')],
  ['type', JSON_TEXT('e.type')],
  ['v', 'e.v::text'],
  ['stream', JSON_TEXT('e.stream')],
  ['streamVersion', 'e.stream_version::text'],
  ['key', JSON_TEXT('e.key')],
  ['occurredAt', INSTANT('e.occurred_ms')],
  ['recordedAt', INSTANT('e.recorded_ms')],
  ['commandId', ID('e.command_id')],
  ['causationId', OR_NULL('e.causation_id')],
  ['correlationId', OR_NULL('e.correlation_id')],
  ['actor', JSON_TEXT('e.actor')],
];

/**
 * The envelope in its wire form, byte for byte what `encodeEnvelope` makes of it. The database has
 * a core to spare for it, the one thread of the relay has not.
 */
const WIRE = `'{'${MEMBERS.map(([name, text]) => ` || '"${name}":' || ${text} || ','`).join('')}
  || '"data":' || e.data || '}'`;

/**
 * What follows the given positions, place by place in position order; $4 rows and about $5 bytes a
 * place at most, but always one row. Answers the place (from 1), the time of recording, the key and
 * the record.
 */
export const READ_UNSENT = `
SELECT p.at::int, e.recorded_ms, e.key, ${WIRE}
FROM unnest($1::smallint[], $2::text[], $3::bigint[]) WITH ORDINALITY
  AS p(partition, log, after, at)
CROSS JOIN LATERAL (
  SELECT sized.* FROM (
    SELECT i.*, sum(octet_length(i.data) + 1000) OVER (ORDER BY i.pos) AS bytes
    FROM (
      SELECT * FROM event f
      WHERE f.partition = p.partition AND f.log = p.log AND f.pos > p.after
      ORDER BY f.pos LIMIT $4
    ) i
  ) sized
  WHERE sized.bytes <= $5 OR sized.pos = p.after + 1
  ORDER BY sized.pos
) e
ORDER BY p.at, e.pos`;

export const LOCK_LEASES = `
UPDATE relay_lease SET token = token + 1, expires_at = '-infinity'
WHERE partition <= $2 AND last_partition >= $1`;

export const REWIND_CHECKPOINTS = `
UPDATE relay_checkpoint SET pos = least(pos, $4)
WHERE partition BETWEEN $1 AND $2 AND log = $3`;

export const READ_STANDINGS = `
SELECT k.partition, k.pos AS sent, c.last_pos AS last
FROM relay_checkpoint k JOIN log_counter c ON c.partition = k.partition AND c.log = k.log
WHERE k.partition BETWEEN $1 AND $2 AND k.log = $3
ORDER BY k.partition`;

/** The relay makes the checkpoints of all partitions at once: one of them tells. */
export const RELAYED_LOGS = `
SELECT log FROM relay_checkpoint WHERE partition = 0 ORDER BY log`;
