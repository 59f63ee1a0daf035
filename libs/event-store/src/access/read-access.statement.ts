import { EVENT_COLUMNS } from '../read.statements.ts';

/**
 * Reads of personal data, newest first, by what is asked ($2…$6, null: any) and below a cursor
 * ($7…$9). Within a partition positions are in the order of their instants, so each partition gives
 * its newest by its key.
 */
export const READ_ACCESS = `
SELECT ${EVENT_COLUMNS} FROM generate_series(0, 63) AS each (partition)
CROSS JOIN LATERAL (
  SELECT * FROM event i
  WHERE i.partition = each.partition::smallint AND i.log = $1
    AND ($2::text IS NULL OR i.key = $2)
    AND ($3::text IS NULL OR i.officer = $3 OR (i.data::jsonb -> 'officers') ? $3)
    AND ($4::text IS NULL OR i.data::jsonb ->> 'route' = $4)
    AND ($5::bigint IS NULL OR i.recorded_ms >= $5)
    AND ($6::bigint IS NULL OR i.recorded_ms < $6)
    AND ($7::bigint IS NULL
      OR (i.recorded_ms, i.partition, i.pos) < ($7, $8::smallint, $9::bigint))
  ORDER BY i.pos DESC LIMIT $10
) e
ORDER BY e.recorded_ms DESC, e.partition DESC, e.pos DESC LIMIT $10`;
