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
  /** Events set aside, those behind them included. */
  readonly parked: number;
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
SELECT count(*)::int AS parked FROM parked_event
WHERE partition BETWEEN 0 AND $2 AND follower_group = $1`;

const lagOf = async (
  reader: LogReader,
  log: string,
  rows: readonly StateRow[],
): Promise<number | null> => {
  try {
    const heads = await reader.heads(log);
    const applied = new Map(rows.map(({ partition, pos }) => [partition, pos]));
    return heads.reduce(
      (sum, { partition, lastPos }) => sum + Math.max(0, lastPos - (applied.get(partition) ?? 0)),
      0,
    );
  } catch {
    return null;
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
  const parked = await pool.query<{ parked: number }>(PARKED, [group, PARTITIONS - 1]);
  const lags =
    reader === undefined
      ? []
      : await Promise.all(
          logs.map(async (log) => {
            const own = rows.filter((row) => row.log === log);
            return [log, await lagOf(reader, log, own)] as const;
          }),
        );
  return {
    group,
    lag: Object.fromEntries(lags),
    parked: parked.rows[0]?.parked ?? 0,
    halted: rows
      .filter(({ state }) => state === 'halted')
      .map(({ log, partition, reason }) => ({ log, partition, reason })),
  };
};
