import { LEAVE_DAYS, type Tally } from '@ywk/appraisal-domain';
import type { LocalDay } from '@ywk/kernel';
import type { Database, OfficerAt } from './database.ts';
import { talliesByOfficer, type DayBounds, type RawTally } from './tally.store.ts';

/** An officer, and the first days of the spans of a month that may be summed, in order. */
export interface SpannedOfficer extends OfficerAt {
  readonly starts: readonly LocalDay[];
}

// Summed officer by officer: one sort of everybody's rows would not fit into memory.
const OF_SPANS = `
SELECT s.officer, t.day::text, t.metric, t.posted, t.n
FROM unnest($1::smallint[], $2::uuid[], $3::date[], $4::date[])
  AS s(partition, officer, start, until)
CROSS JOIN LATERAL (
  SELECT CASE WHEN t.metric = $5 THEN t.day ELSE s.start END AS day,
    t.metric COLLATE "C" AS metric, t.posted COLLATE "C" AS posted, sum(t.n)::text AS n
  FROM tally t
  WHERE t.partition = s.partition AND t.officer = s.officer
    AND t.day >= s.start AND t.day < s.until
  GROUP BY 2, 3, 1
) t`;

/**
 * Sums of some officers over a month, with every posting, by officer, in no order: those of a span
 * on its first day, days of leave each on its own.
 */
export const readSpanSums = async (
  db: Database,
  officers: readonly SpannedOfficer[],
  { until }: DayBounds,
): Promise<Map<string, Tally[]>> => {
  const spans = officers.flatMap(({ partition, officer, starts }) =>
    starts.map((start, at) => ({ partition, officer, start, until: starts[at + 1] ?? until })),
  );
  const { rows } = await db.query<RawTally>({
    name: 'span_sums_of_officers',
    text: OF_SPANS,
    values: [
      spans.map(({ partition }) => partition),
      spans.map(({ officer }) => officer),
      spans.map(({ start }) => start),
      spans.map((span) => span.until),
      LEAVE_DAYS,
    ],
  });
  return talliesByOfficer(rows);
};
