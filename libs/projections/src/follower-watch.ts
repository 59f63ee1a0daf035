import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { createPool } from '@ywk/event-store';
import type { Health, Metrics } from '@ywk/platform';
import type { Pool } from 'pg';
import { haltedOf, type FollowerReport } from './report.ts';

/** What can tell where it stands: followers of logs and of doors. */
export interface Watched {
  readonly group: string;
  report(): Promise<FollowerReport>;
}

export interface FollowerWatchParts {
  readonly followers: readonly Watched[];
  readonly health: Health;
  readonly metrics: Metrics;
  /** Of the service's database. */
  readonly url: string;
}

/**
 * Shows how far the followers are: a halted partition makes the service not ready. It asks over a
 * connection of its own, so that it is answered when all others are in use.
 */
export class FollowerWatch implements OnModuleInit, OnApplicationShutdown {
  private readonly pool: Pool;

  constructor(private readonly parts: FollowerWatchParts) {
    this.pool = createPool({ url: parts.url, max: 1, applicationName: 'health' });
  }

  onModuleInit(): void {
    this.parts.health.register('followers', () => this.refuseHalted());
    this.parts.metrics.beforeScrape(() => this.measure());
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }

  private async refuseHalted(): Promise<void> {
    const groups = this.parts.followers.map(({ group }) => group);
    const halted = (await haltedOf(this.pool, groups)).map(
      ({ group, log, partition, reason }) => `${group} at ${log}/${partition}: ${reason}`,
    );
    if (halted.length > 0) throw new Error(`halted: ${halted.join('; ')}`);
  }

  private async measure(): Promise<void> {
    const { followers, metrics } = this.parts;
    for (const follower of followers) {
      const { group, lag, oldest, parked, parkedSeconds, halted } = await follower.report();
      metrics.parked.set({ group }, parked);
      metrics.parkedOldest.set({ group }, parkedSeconds);
      metrics.halted.set({ group }, halted.length);
      for (const [log, events] of Object.entries(lag)) {
        if (events !== null) metrics.lag.set({ group, log }, events);
      }
      for (const [log, seconds] of Object.entries(oldest)) {
        if (seconds !== null) metrics.oldest.set({ group, log }, seconds);
      }
    }
  }
}
