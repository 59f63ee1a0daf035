import { PARTITIONS, type ContractRegistry, type EventEnvelope } from '@ywk/contracts';
import type { Pool } from 'pg';
import { inTransaction } from '../pool.ts';
import { importTail } from './import-tail.ts';
import { commandsIn } from './imported-commands.ts';
import {
  CLOSE,
  GROUND_FAULT,
  IS_STANDBY,
  OPEN,
  OTHER_SESSIONS,
  OWN_HASHES,
  RAISE_EPOCHS,
  RECORDED_LAST,
  REOPEN,
} from './promotion.statements.ts';

/** Something that a person has to do before the logs can be promoted; the message says what. */
export class CannotPromote extends Error {
  override readonly name = 'CannotPromote';
}

interface SessionRow {
  readonly role: string;
  readonly application: string;
  readonly sessions: number;
}

export interface PromotionParts {
  /** Of the role that owns the tables, made with `anyGround`. */
  readonly pool: Pool;
  readonly registry: ContractRegistry;
  /** All logs of this database. */
  readonly logs: readonly string[];
}

/**
 * Makes the logs of one database usable again after a failover or a restore: closes them, takes in
 * what is found elsewhere, raises the log epoch and opens them here. It may be broken off anywhere
 * and be run again; until the end no service can connect.
 */
export class Promotion {
  private readonly pool: Pool;

  constructor(private readonly parts: PromotionParts) {
    this.pool = parts.pool;
  }

  /** @throws CannotPromote on a standby */
  async assertPrimary(): Promise<void> {
    const { rows } = await this.pool.query<{ standby: boolean }>(IS_STANDBY);
    if (rows[0]?.standby === false) return;
    throw new CannotPromote('This server is a standby. Promote it first: SELECT pg_promote().');
  }

  /**
   * From here on no service can connect. Where the server is another than the one that the logs were
   * opened on, none could anyway. @throws CannotPromote while one still is connected
   */
  async close(): Promise<void> {
    await this.assertPrimary();
    const { rows } = await this.pool.query<{ fault: string | null }>(GROUND_FAULT);
    if (rows[0]?.fault !== null) {
      await this.pool.query(CLOSE);
      return;
    }
    const before = await inTransaction(this.pool, async (tx) => {
      const closed = await tx.query<{ timeline: number }>(CLOSE);
      await this.assertAlone();
      return closed.rows[0]?.timeline;
    });
    try {
      // Who connected while the mark was being set saw the old one.
      await this.assertAlone();
    } catch (error) {
      await this.pool.query(REOPEN, [before]);
      throw error;
    }
  }

  /** When each partition of a log was written to last, ms since 1970; 0 when never. */
  async recordedLast(log: string): Promise<Map<number, number>> {
    const { rows } = await this.pool.query<{ partition: number; last_recorded_ms: string }>(
      RECORDED_LAST,
      [log, PARTITIONS - 1],
    );
    return new Map(rows.map((row) => [row.partition, Number(row.last_recorded_ms)]));
  }

  /** Hashes of the log's own events, by position, from a position on. */
  async ownHashes(log: string, partition: number, from: number): Promise<Map<number, string>> {
    const { rows } = await this.pool.query<{ pos: string; hash: string }>(OWN_HASHES, [
      partition,
      log,
      from,
    ]);
    return new Map(rows.map(({ pos, hash }) => [Number(pos), hash]));
  }

  /** Puts tails back, each partition in one transaction. @throws ImportRefused */
  async importTails(tails: readonly (readonly EventEnvelope[])[]): Promise<void> {
    const { registry, logs } = this.parts;
    const commands = commandsIn(tails.flat());
    for (const tail of tails) {
      await inTransaction(this.pool, (tx) => importTail(tx, tail, { registry, logs, commands }));
    }
  }

  /**
   * Raises the epoch of all logs above every one that was ever seen, and opens them on this server.
   * @returns the new epoch
   */
  async open(seenEpoch: number): Promise<number> {
    return inTransaction(this.pool, async (tx) => {
      const { rows } = await tx.query<{ epoch: number }>(RAISE_EPOCHS, [seenEpoch, PARTITIONS - 1]);
      await tx.query(OPEN);
      return rows[0]?.epoch ?? 0;
    });
  }

  private async assertAlone(): Promise<void> {
    const { rows } = await this.pool.query<SessionRow>(OTHER_SESSIONS);
    if (rows.length === 0) return;
    const who = rows.map(
      ({ role, application, sessions }) => `${sessions} × ${application || role}`,
    );
    throw new CannotPromote(`Stop the service first. Still connected: ${who.join(', ')}.`);
  }
}
