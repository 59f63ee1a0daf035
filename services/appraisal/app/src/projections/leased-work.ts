import { randomUUID } from 'node:crypto';
import { Alarm } from '@ywk/event-store';
import type { Connections } from '../persistence/database.ts';
import type { Lease } from '../persistence/lease.store.ts';

/** How often to look for what other processes left to do; what this one does wakes it. */
const IDLE_MS = 300;
const LEASE_SECONDS = 10;

/** Work that one process at a time does, piece by piece. */
export interface LeasedParts {
  readonly pool: Connections;
  readonly lease: Lease;
  /** Does the next piece under the lease's token. @returns how much was done; 0 when nothing is due */
  piece(token: string): Promise<number>;
}

/** What leased work tells about itself. */
export interface WorkHooks {
  done?(count: number, ms: number): void;
  failed?(error: unknown): void;
}

/** Does pieces of work as long as there are any; a process that ends hands the lease on. */
export class LeasedWork {
  private readonly owner = randomUUID();
  private readonly alarm = new Alarm();
  private stopping = false;
  private running: Promise<void> | undefined;

  constructor(
    private readonly parts: LeasedParts,
    private readonly hooks: WorkHooks = {},
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Looks at once: there is something to do. */
  wake(): void {
    this.alarm.ring();
  }

  /** Finishes the piece in hand and gives the lease back. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.alarm.ring();
    await this.running;
  }

  private async run(): Promise<void> {
    const { lease, pool } = this.parts;
    while (!this.stopping) {
      // Before the look, so that what comes during it is not missed.
      const news = this.alarm.after(IDLE_MS);
      if ((await this.piece()) === 0) await news;
    }
    await lease.release(pool, this.owner).catch((error: unknown) => this.hooks.failed?.(error));
  }

  private async piece(): Promise<number> {
    const { lease, pool } = this.parts;
    try {
      const token = await lease.take(pool, this.owner, LEASE_SECONDS);
      if (token === undefined) return 0;
      const begun = performance.now();
      const count = await this.parts.piece(token);
      if (count > 0) this.hooks.done?.(count, performance.now() - begun);
      return count;
    } catch (error) {
      this.hooks.failed?.(error);
      return 0;
    }
  }
}
