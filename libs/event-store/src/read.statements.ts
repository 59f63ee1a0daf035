/** Columns of an event, in the order that `envelopeOf` reads them. */
export const EVENT_COLUMNS = `e.log, e.partition, e.pos, e.log_epoch, e.prev_hash, e.hash,
  e.event_id, e.type, e.v, e.stream, e.stream_version, e.key, e.occurred_ms, e.recorded_ms,
  e.command_id, e.causation_id, e.correlation_id, e.actor, e.data`;

export const READ_STREAM = `
SELECT ${EVENT_COLUMNS} FROM event e
WHERE e.partition = $1 AND e.log = $2 AND e.stream = $3
ORDER BY e.stream_version`;

export const READ_STREAMS = `
SELECT ${EVENT_COLUMNS}
FROM unnest($2::smallint[], $3::text[]) WITH ORDINALITY AS s(partition, stream, at)
CROSS JOIN LATERAL (
  SELECT * FROM event i
  WHERE i.partition = s.partition AND i.log = $1 AND i.stream = s.stream
  ORDER BY i.stream_version) e
ORDER BY s.at, e.stream_version`;

export const READ_LOG = `
SELECT ${EVENT_COLUMNS} FROM event e
WHERE e.partition = $1 AND e.log = $2 AND e.pos > $3
ORDER BY e.pos LIMIT $4`;

export const READ_HEADS = `
SELECT partition, last_pos, last_hash, log_epoch FROM log_counter
WHERE partition BETWEEN 0 AND $2 AND log = $1
ORDER BY partition`;

/** With the columns that stand beside the text, so that they can be compared with it. */
export const READ_VERIFIABLE = `
SELECT ${EVENT_COLUMNS}, e.officer, e.num FROM event e
WHERE e.partition = $1 AND e.log = $2 AND e.pos > $3
ORDER BY e.pos LIMIT $4`;
