import { randomUUID } from 'node:crypto';
import { Alarm } from '@ywk/event-store';
import { releaseLease, takeLease } from '../../persistence/refresh-lease.store.ts';
import { refreshOnce, type RefreshParts } from './sheet-refresh.ts';

/** How often to look for what other processes folded; what this one folds wakes it. */
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
  private readonly alarm = new Alarm();
  private stopping = false;
  private running: Promise<void> | undefined;

  constructor(
    private readonly parts: RefreshParts,
    private readonly hooks: RefresherHooks = {},
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Looks at once: something was folded. */
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
    while (!this.stopping) {
      // Before the look, so that what is folded during it is not missed.
      const news = this.alarm.after(IDLE_MS);
      const refreshed = await this.piece();
      if (refreshed === 0) await news;
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
}
