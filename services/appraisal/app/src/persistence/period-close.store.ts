import { LOGS, partitionOf, type PeriodComputed } from '@ywk/contracts';
import type { Database } from './database.ts';

/** Name of the stream in which the close of a month is recorded. */
export const closeStream = (key: string): string => `period-${key}`;

const COMPUTED = `
SELECT e.data FROM unnest($1::smallint[], $2::text[]) AS p(partition, stream)
JOIN event e ON e.partition = p.partition AND e.log = $3 AND e.stream = p.stream
WHERE e.type = 'PeriodComputed' AND e.recorded_ms <= $4`;

/**
 * Months that were computed by an instant, with the revision that stood then.
 * @param until instant, ms
 */
export const closesBy = async (
  db: Database,
  periods: readonly string[],
  until: number,
): Promise<Map<string, number>> => {
  const keys = periods.map((period) => `month/${period}`);
  const { rows } = await db.query<{ data: string }>({
    name: 'closes_by',
    text: COMPUTED,
    values: [keys.map((key) => partitionOf(key)), keys.map(closeStream), LOGS.period, until],
  });
  const closes = new Map<string, number>();
  for (const { data } of rows) {
    const { period, revision } = JSON.parse(data) as PeriodComputed;
    closes.set(period, Math.max(revision, closes.get(period) ?? 0));
  }
  return closes;
};
