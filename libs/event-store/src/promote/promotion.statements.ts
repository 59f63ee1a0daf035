export const IS_STANDBY = 'SELECT pg_is_in_recovery() AS standby';

export const GROUND_FAULT = 'SELECT log_ground_fault() AS fault';

/** Sessions that may write to the logs; those of administrators may not stand in the way. */
export const OTHER_SESSIONS = `
SELECT a.usename AS role, a.application_name AS application, count(*)::int AS sessions
FROM pg_stat_activity a JOIN pg_roles r ON r.rolname = a.usename
WHERE a.datname = current_database()
  AND a.usename <> current_user AND NOT r.rolsuper
GROUP BY 1, 2 ORDER BY 1, 2`;

export const CLOSE = `
UPDATE log_ground SET timeline = 0 WHERE partition = 0
RETURNING (SELECT g.timeline FROM log_ground g WHERE g.partition = 0) AS timeline`;

export const REOPEN = 'UPDATE log_ground SET timeline = $1 WHERE partition = 0';

export const OWN_HASHES = `
SELECT pos, encode(hash, 'hex') AS hash FROM event
WHERE partition = $1 AND log = $2 AND pos >= $3`;

export const RECORDED_LAST = `
SELECT partition, last_recorded_ms FROM log_counter
WHERE partition BETWEEN 0 AND $2 AND log = $1`;

export const KEEP_COMMANDS = `
INSERT INTO command_id (partition, log, command_id, request_hash, positions, recorded_ms)
SELECT c.partition, l.log, c.id, '', c.positions, c.ms
FROM unnest($1::smallint[], $2::uuid[], $3::text[], $4::bigint[]) AS c(partition, id, positions, ms)
CROSS JOIN unnest($5::text[]) AS l(log)
ON CONFLICT (partition, log, command_id) DO NOTHING`;

export const RAISE_EPOCHS = `
UPDATE log_counter n SET log_epoch = top.epoch
FROM (
  SELECT 1 + greatest($1::int, max(c.log_epoch)) AS epoch FROM log_counter c
  WHERE c.partition BETWEEN 0 AND $2
) top
WHERE n.partition BETWEEN 0 AND $2
RETURNING top.epoch`;

export const OPEN = `
UPDATE log_ground g SET system_id = s.system_identifier, timeline = here_timeline(),
  opened_at = clock_timestamp()
FROM pg_control_system() s WHERE g.partition = 0`;
