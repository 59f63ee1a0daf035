import { systemClock, type Clock } from '@ywk/platform';
import type { Pool } from 'pg';
import { ENSURE_LEASE, FREE_LEASE, KEEP_LEASE, TAKE_LEASE } from './relay.statements.ts';
import type { PartitionRange } from './relay-types.ts';

export interface LeaseParts {
  readonly pool: Pool;
  readonly range: PartitionRange;
  readonly owner: string;
  readonly leaseMs: number;
  readonly clock?: Clock;
}

/**
 * Leadership over a range: a row with owner, token and expiry by the clock of the database. It is
 * renewed three times in its life; by the clock of this process it ends a little earlier than in
 * the database, because the count begins before the statement is sent.
 */
export class RelayLease {
  private validUntil = 0;
  private readonly clock: Clock;
  private readonly endRenewing: () => void;

  private constructor(
    private readonly parts: LeaseParts,
    readonly token: string,
    since: number,
  ) {
    this.validUntil = since + parts.leaseMs;
    this.clock = parts.clock ?? systemClock;
    this.endRenewing = this.clock.every(parts.leaseMs / 3, () => void this.keep());
  }

  /** Takes the range when nobody holds it. */
  static async take(parts: LeaseParts): Promise<RelayLease | undefined> {
    const { pool, range, owner, leaseMs, clock = systemClock } = parts;
    await pool.query(ENSURE_LEASE, [range.from, range.to]);
    const since = clock.now();
    const { rows } = await pool.query<{ token: string }>(TAKE_LEASE, [
      range.from,
      range.to,
      owner,
      leaseMs,
    ]);
    const taken = rows[0];
    return taken === undefined ? undefined : new RelayLease(parts, taken.token, since);
  }

  isHeld(): boolean {
    return this.clock.now() < this.validUntil;
  }

  /** Gives the range up at once, so that another need not wait for the expiry. */
  async free(): Promise<void> {
    this.lose();
    await this.parts.pool.query(FREE_LEASE, [this.parts.range.from, this.token]);
  }

  /** Stops renewing; somebody else leads, or soon will. */
  lose(): void {
    this.endRenewing();
    this.validUntil = 0;
  }

  private async keep(): Promise<void> {
    const since = this.clock.now();
    const { pool, range, leaseMs } = this.parts;
    try {
      const { rowCount } = await pool.query(KEEP_LEASE, [range.from, this.token, leaseMs]);
      if (this.validUntil === 0) return;
      if (rowCount === 1) this.validUntil = since + leaseMs;
      else this.lose();
    } catch {
      // Not renewed: unless a later attempt does it, the lease ends by itself.
    }
  }
}
