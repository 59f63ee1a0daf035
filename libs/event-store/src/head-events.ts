import { expectedHash, PARTITIONS, type EventEnvelope } from '@ywk/contracts';
import type { Pool } from 'pg';
import { envelopeOf, type EventRow } from './event-row.ts';
import { EVENT_COLUMNS } from './read.statements.ts';

/** The end of one partition as its counter tells it, and the event that stands there. */
export interface HeadEvent {
  readonly partition: number;
  readonly lastPos: number;
  readonly lastHash: string;
  /** Undefined when the event is missing. */
  readonly event: EventEnvelope | undefined;
}

const HEADS = `
SELECT ${EVENT_COLUMNS}, c.partition, c.last_pos, c.last_hash
FROM log_counter c
LEFT JOIN event e ON e.partition = c.partition AND e.log = c.log AND e.pos = c.last_pos
WHERE c.partition BETWEEN 0 AND $2 AND c.log = $1 AND c.last_pos > 0
ORDER BY c.partition`;

const COUNTER = 19;

type HeadRow = readonly [...EventRow, number, string, Buffer];

/** The last event of each partition that holds one, beside what the counter says of it. */
export const headEvents = async (pool: Pool, log: string): Promise<HeadEvent[]> => {
  const { rows } = await pool.query<HeadRow & unknown[]>({
    text: HEADS,
    values: [log, PARTITIONS - 1],
    rowMode: 'array',
  });
  return rows.map((row) => ({
    partition: row[COUNTER],
    lastPos: Number(row[COUNTER + 1]),
    lastHash: (row[COUNTER + 2] as Buffer).toString('hex'),
    event: row[0] === null ? undefined : envelopeOf(row as unknown as EventRow),
  }));
};

/** What is wrong with the end of a partition; undefined when it is as it was written. */
export const headFault = ({ lastPos, lastHash, event }: HeadEvent): string | undefined => {
  if (event === undefined) return `position ${lastPos} is missing`;
  if (event.hash !== lastHash) return `position ${lastPos} has another hash than its counter`;
  return expectedHash(event) === event.hash ? undefined : `position ${lastPos} was changed`;
};
