import type { EventStore } from './event-store.ts';

interface Waiter {
  readonly log: string;
  readonly partition: number;
  readonly after: number;
  readonly done: () => void;
}

/** Other processes of the service append too, and wake nobody here. */
const POLL_MS = 200;

/**
 * Lets many readers wait for news of a log with one query for all of them: woken by appends of this
 * process, looking every 200 ms for those of others.
 */
export class LogWatch {
  private readonly waiters = new Set<Waiter>();
  private running = false;
  private wake: () => void = () => undefined;

  constructor(private readonly store: EventStore) {
    store.onAppended(() => this.wake());
  }

  /** Resolves when the partition holds a position above `after`, or after that many ms. */
  async news(place: Omit<Waiter, 'done'>, waitMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    let waiter: Waiter | undefined;
    await new Promise<void>((resolve, reject) => {
      waiter = { ...place, done: resolve };
      this.waiters.add(waiter);
      timer = setTimeout(resolve, waitMs);
      this.run().catch(reject);
    }).finally(() => {
      clearTimeout(timer);
      if (waiter !== undefined) this.waiters.delete(waiter);
    });
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      while (this.waiters.size > 0) {
        const woken = this.nextLook();
        await this.look();
        await woken;
      }
    } finally {
      this.running = false;
    }
  }

  /** Begins before the look, so that an append during the look is not missed. */
  private nextLook(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async look(): Promise<void> {
    for (const log of new Set([...this.waiters].map((waiter) => waiter.log))) {
      const heads = await this.store.heads(log);
      const last = new Map(heads.map(({ partition, lastPos }) => [partition, lastPos]));
      for (const waiter of this.waiters) {
        if (waiter.log === log && (last.get(waiter.partition) ?? 0) > waiter.after) waiter.done();
      }
    }
  }
}
