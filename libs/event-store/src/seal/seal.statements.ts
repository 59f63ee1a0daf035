export const READ_SEALS = 'SELECT line FROM log_seal WHERE partition = 0 ORDER BY number';

export const KEEP_SEAL =
  'INSERT INTO log_seal (partition, number, day, line) VALUES (0, $1, $2, $3)';

/**
 * Waits for appends that are under way: they hold their counters until they commit, and what comes
 * after this is recorded later. Answers the database's clock, ms.
 */
export const WAIT_FOR_APPENDS = `
WITH held AS MATERIALIZED (
  SELECT partition FROM log_counter
  WHERE partition BETWEEN 0 AND $2 AND log = ANY($1::text[])
  ORDER BY log, partition FOR SHARE
)
SELECT count(*)::int AS counters, floor(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms
FROM held`;

/** Times of recording never go back within a partition: the last one before an instant ends a day. */
export const LAST_BEFORE = `
SELECT pos::float8 AS pos, encode(hash, 'hex') AS hash FROM event
WHERE partition = $1 AND log = $2 AND pos >= $3 AND recorded_ms < $4
ORDER BY pos DESC LIMIT 1`;

export const HASH_AT = `
SELECT encode(hash, 'hex') AS hash, log_epoch AS "logEpoch", recorded_ms::float8 AS "recordedMs"
FROM event WHERE partition = $1 AND log = $2 AND pos = $3`;
