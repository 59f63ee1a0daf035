/** Moves a counter on, if the events follow what it counted. */
export const ADVANCE_COUNTER = `
UPDATE log_counter SET last_pos = $4, last_hash = $6,
  log_epoch = greatest(log_epoch, $7), last_recorded_ms = greatest(last_recorded_ms, $8)
WHERE partition = $1 AND log = $2 AND last_pos = $3 AND last_hash = $5`;

/** Rows as they were written elsewhere: position, hash, epoch and time are theirs. */
export const INSERT_EVENTS = `
INSERT INTO event (partition, log, pos, log_epoch, prev_hash, hash, event_id, type, v, stream,
  stream_version, key, occurred_ms, recorded_ms, command_id, causation_id, correlation_id, actor,
  officer, num, data)
SELECT $1::smallint, $2::text, r.*
FROM unnest($3::bigint[], $4::int[], $5::bytea[], $6::bytea[], $7::uuid[], $8::text[],
  $9::smallint[], $10::text[], $11::int[], $12::text[], $13::bigint[], $14::bigint[], $15::uuid[],
  $16::text[], $17::text[], $18::text[], $19::text[], $20::bigint[], $21::text[])
  AS r(pos, log_epoch, prev_hash, hash, event_id, type, v, stream, stream_version, key,
    occurred_ms, recorded_ms, command_id, causation_id, correlation_id, actor, officer, num, data)`;

/** Answers the streams that do not stand where the events go on. */
export const ADVANCE_STREAMS = `
WITH given AS (
  SELECT * FROM unnest($3::text[], $4::int[], $5::int[]) AS s(stream, first, last)
), moved AS (
  INSERT INTO stream_head AS h (partition, log, stream, stream_version)
  SELECT $1, $2, g.stream, g.last FROM given g ORDER BY g.stream
  ON CONFLICT (partition, log, stream) DO UPDATE SET stream_version = excluded.stream_version
    WHERE h.stream_version = (SELECT g.first - 1 FROM given g WHERE g.stream = h.stream)
  RETURNING stream
)
SELECT g.stream FROM given g WHERE NOT EXISTS (SELECT FROM moved m WHERE m.stream = g.stream)`;
