import { PARTITIONS } from '@ywk/contracts';
import type { Pool } from 'pg';
import type { PartitionRange } from './relay-types.ts';
import { READ_STANDINGS, RELAYED_LOGS } from './relay.statements.ts';

/** How far the relay is in one partition of a log. */
export interface RelayStanding {
  readonly partition: number;
  /** Position up to which the topic has acknowledged; 0 before the first. */
  readonly sent: number;
  /** Last position of the log. */
  readonly last: number;
}

interface StandingRow {
  readonly partition: number;
  readonly sent: string;
  readonly last: string;
}

/** By partition; empty for a log that no relay has ever looked after. */
export const relayStandings = async (
  pool: Pool,
  log: string,
  { from, to }: PartitionRange = { from: 0, to: PARTITIONS - 1 },
): Promise<RelayStanding[]> => {
  const { rows } = await pool.query<StandingRow>(READ_STANDINGS, [from, to, log]);
  return rows.map(({ partition, sent, last }) => ({
    partition,
    sent: Number(sent),
    last: Number(last),
  }));
};

/** Logs that the relay of this database looks after, by name. */
export const relayedLogs = async (pool: Pool): Promise<string[]> => {
  const { rows } = await pool.query<{ log: string }>(RELAYED_LOGS);
  return rows.map(({ log }) => log);
};
