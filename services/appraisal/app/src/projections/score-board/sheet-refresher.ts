import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { releaseLease, takeLease } from '../../persistence/refresh-lease.store.ts';
import { refreshOnce, type RefreshParts } from './sheet-refresh.ts';

const IDLE_MS = 300;
const LEASE_SECONDS = 10;

/** What a refresher tells about itself. */
export interface RefresherHooks {
  refreshed?(sheets: number, ms: number): void;
  failed?(error: unknown): void;
}

/** Keeps provisional sheets within about a second of their facts; one process at a time does it. */
export class SheetRefresher {
  private readonly owner = randomUUID();
  private readonly stopped = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    private readonly parts: RefreshParts,
    private readonly hooks: RefresherHooks = {},
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Finishes the piece in hand and gives the lease back. */
  async stop(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      const refreshed = await this.piece();
      if (refreshed === 0) await this.idle();
    }
    await releaseLease(this.parts.pool, this.owner).catch((error: unknown) =>
      this.hooks.failed?.(error),
    );
  }

  private async piece(): Promise<number> {
    try {
      const token = await takeLease(this.parts.pool, this.owner, LEASE_SECONDS);
      if (token === undefined) return 0;
      const begun = performance.now();
      const sheets = await refreshOnce(this.parts, token);
      if (sheets > 0) this.hooks.refreshed?.(sheets, performance.now() - begun);
      return sheets;
    } catch (error) {
      this.hooks.failed?.(error);
      return 0;
    }
  }

  private async idle(): Promise<void> {
    await pause(IDLE_MS, undefined, { signal: this.stopped.signal }).catch(() => undefined);
  }
}
