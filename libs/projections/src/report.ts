import { PARTITIONS } from '@ywk/contracts';
import type { Pool } from 'pg';
import type { LogReader } from './types.ts';

export interface HaltedPartition {
  readonly log: string;
  readonly partition: number;
  readonly reason: string;
}

/** State of one follower, for readiness and metrics. */
export interface FollowerReport {
  readonly group: string;
  /** Events not yet applied, by log, over all partitions; null when the log's owner is silent. */
  readonly lag: Readonly<Record<string, number | null>>;
  /** Seconds since the oldest event not applied was recorded, by log, like `lag`; 0 without a lag. */
  readonly oldest: Readonly<Record<string, number | null>>;
  /** Events set aside, those behind them included. */
  readonly parked: number;
  /** Seconds since the oldest of them was set aside; 0 when there is none. */
  readonly parkedSeconds: number;
  /** Partitions that wait for a person, wherever they are held. */
  readonly halted: readonly HaltedPartition[];
}

export interface ReportParts {
  readonly pool: Pool;
  readonly group: string;
  readonly logs: readonly string[];
  /** Absent for doors, behind which there is no log. */
  readonly reader?: LogReader;
}

interface StateRow extends HaltedPartition {
  readonly pos: number;
  readonly state: string;
}

const STATE = `
SELECT log, partition, last_pos::float8 AS pos, state, coalesce(reason, '') AS reason
FROM follower_progress WHERE partition BETWEEN 0 AND $2 AND follower_group = $1
ORDER BY log, partition`;

const PARKED = `
SELECT count(*)::int AS parked,
  coalesce(extract(epoch FROM now() - min(parked_at)), 0)::float8 AS seconds
FROM parked_event
WHERE partition BETWEEN 0 AND $2 AND follower_group = $1`;

interface Lagging {
  readonly partition: number;
  /** The last position applied. */
  readonly applied: number;
  readonly lag: number;
}

interface Behind {
  readonly lag: number | null;
  readonly oldest: number | null;
}

/** Partitions of which the oldest waiting event is looked at: one question each. */
const LOOKED_AT = 4;

const laggingOf = async (
  reader: LogReader,
  log: string,
  rows: readonly StateRow[],
): Promise<Lagging[]> => {
  const heads = await reader.heads(log);
  const applied = new Map(rows.map(({ partition, pos }) => [partition, pos]));
  return heads
    .map(({ partition, lastPos }) => {
      const pos = applied.get(partition) ?? 0;
      return { partition, applied: pos, lag: Math.max(0, lastPos - pos) };
    })
    .filter(({ lag }) => lag > 0)
    .toSorted((a, b) => b.lag - a.lag);
};

const oldestOf = async (
  reader: LogReader,
  log: string,
  lagging: readonly Lagging[],
): Promise<number> => {
  const waiting = await Promise.all(
    lagging
      .slice(0, LOOKED_AT)
      .map(({ partition, applied }) => reader.read({ log, partition, after: applied, limit: 1 })),
  );
  const ages = waiting.flat().map(({ recordedAt }) => (Date.now() - Date.parse(recordedAt)) / 1000);
  return Math.max(0, ...ages);
};

const behindOf = async (
  reader: LogReader,
  log: string,
  rows: readonly StateRow[],
): Promise<Behind> => {
  try {
    const lagging = await laggingOf(reader, log, rows);
    const lag = lagging.reduce((sum, one) => sum + one.lag, 0);
    return { lag, oldest: await oldestOf(reader, log, lagging) };
  } catch {
    return { lag: null, oldest: null };
  }
};

const HALTED = `
SELECT follower_group AS group, log, partition, coalesce(reason, '') AS reason
FROM follower_progress
WHERE partition BETWEEN 0 AND $2 AND follower_group = ANY($1) AND state = 'halted'
ORDER BY follower_group, log, partition`;

/** Partitions of these groups that wait for a person: one question, no log is asked. */
export const haltedOf = async (
  pool: Pool,
  groups: readonly string[],
): Promise<(HaltedPartition & { readonly group: string })[]> => {
  const { rows } = await pool.query<HaltedPartition & { readonly group: string }>(HALTED, [
    groups,
    PARTITIONS - 1,
  ]);
  return rows;
};

/** Looks at progress and logs, in the database rather than in memory: it holds for all replicas. */
export const reportOf = async (parts: ReportParts): Promise<FollowerReport> => {
  const { pool, group, logs, reader } = parts;
  const { rows } = await pool.query<StateRow>(STATE, [group, PARTITIONS - 1]);
  const parked = await pool.query<{ parked: number; seconds: number }>(PARKED, [
    group,
    PARTITIONS - 1,
  ]);
  const behind =
    reader === undefined
      ? []
      : await Promise.all(
          logs.map(async (log) => {
            const own = rows.filter((row) => row.log === log);
            return [log, await behindOf(reader, log, own)] as const;
          }),
        );
  return {
    group,
    lag: Object.fromEntries(behind.map(([log, { lag }]) => [log, lag])),
    oldest: Object.fromEntries(behind.map(([log, { oldest }]) => [log, oldest])),
    parked: parked.rows[0]?.parked ?? 0,
    parkedSeconds: parked.rows[0]?.seconds ?? 0,
    halted: rows
      .filter(({ state }) => state === 'halted')
      .map(({ log, partition, reason }) => ({ log, partition, reason })),
  };
};
