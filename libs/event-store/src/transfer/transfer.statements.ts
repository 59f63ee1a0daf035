export const EXPORT_HEADS = `
SELECT n.partition, n.last_pos::float8 AS "lastPos", encode(n.last_hash, 'hex') AS "lastHash",
  n.log_epoch AS "logEpoch", n.last_recorded_ms::float8 AS "lastRecordedMs",
  (SELECT k.pos::float8 FROM relay_checkpoint k
   WHERE k.partition = n.partition AND k.log = n.log) AS relayed
FROM log_counter n WHERE n.partition BETWEEN 0 AND $2 AND n.log = $1 ORDER BY n.partition`;

export const EXPORT_COMMANDS = `
SELECT partition, log, command_id AS "commandId", encode(request_hash, 'hex') AS "requestHash",
  positions, recorded_ms::float8 AS "recordedMs"
FROM command_id WHERE partition = $1 AND log = $2 AND command_id > $3
ORDER BY command_id LIMIT $4`;

/** Answers the logs that have counters here, each with whether anything was ever written to it. */
export const LOCK_TARGET = `
SELECT n.log, n.last_pos > 0
  OR EXISTS (SELECT FROM stream_head h WHERE h.partition = n.partition AND h.log = n.log)
  OR EXISTS (SELECT FROM command_id c WHERE c.partition = n.partition AND c.log = n.log) AS used
FROM log_counter n WHERE n.partition BETWEEN 0 AND $2 AND n.log = ANY($1::text[])
ORDER BY n.log, n.partition FOR UPDATE OF n`;

export const IMPORT_COMMANDS = `
INSERT INTO command_id (partition, log, command_id, request_hash, positions, recorded_ms)
SELECT c.partition, c.log, c.id, decode(c.request, 'hex'), c.positions, c.ms
FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::bigint[])
  AS c(partition, log, id, request, positions, ms)`;

/** Answers the partitions that did not come to stand as they did where they were exported. */
export const FINISH_COUNTERS = `
WITH wanted AS (
  SELECT * FROM unnest($2::smallint[], $3::bigint[], $4::text[], $5::int[], $6::bigint[])
    AS w(partition, pos, hash, epoch, ms)
), finished AS (
  UPDATE log_counter n SET log_epoch = w.epoch, last_recorded_ms = w.ms
  FROM wanted w
  WHERE n.partition = w.partition AND n.log = $1 AND n.last_pos = w.pos
    AND n.last_hash = decode(w.hash, 'hex') AND n.log_epoch <= w.epoch
    AND n.last_recorded_ms <= w.ms
  RETURNING n.partition
)
SELECT w.partition FROM wanted w
WHERE NOT EXISTS (SELECT FROM finished f WHERE f.partition = w.partition)`;

export const IMPORT_CHECKPOINTS = `
INSERT INTO relay_checkpoint (partition, log, pos)
SELECT p.partition, $1, p.pos FROM unnest($2::smallint[], $3::bigint[]) AS p(partition, pos)
ON CONFLICT (partition, log) DO UPDATE SET pos = excluded.pos`;
