import { PARTITIONS } from '@ywk/contracts';

/** What is needed of a connection: `pg`'s pool and clients, and TypeORM's query runner, have it. */
export interface Queryable {
  query(text: string, values: unknown[]): Promise<unknown>;
}

const ENSURE_COUNTERS = `
INSERT INTO log_counter (partition, log)
SELECT p.partition, l.log
FROM unnest($1::text[]) AS l(log) CROSS JOIN generate_series(0, $2::int - 1) AS p(partition)
ORDER BY l.log, p.partition
ON CONFLICT (partition, log) DO NOTHING`;

/**
 * Makes the counter rows of logs that have none. Run as the owner, after the migrations: a service
 * can append only to logs it was given.
 */
export const ensureLogs = async (client: Queryable, logs: readonly string[]): Promise<void> => {
  await client.query(ENSURE_COUNTERS, [logs, PARTITIONS]);
};
