import type { OnModuleInit } from '@nestjs/common';
import type { Health, Metrics } from '@ywk/platform';
import type { FollowerReport } from './report.ts';

/** What can tell where it stands: followers of logs and of doors. */
export interface Watched {
  report(): Promise<FollowerReport>;
}

/** Shows how far the followers are: a halted partition makes the service not ready. */
export class FollowerWatch implements OnModuleInit {
  constructor(
    private readonly followers: readonly Watched[],
    private readonly health: Health,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.health.register('followers', () => this.refuseHalted());
    this.metrics.beforeScrape(() => this.measure());
  }

  private async refuseHalted(): Promise<void> {
    const reports = await Promise.all(this.followers.map((follower) => follower.report()));
    const halted = reports.flatMap(({ group, halted: places }) =>
      places.map(({ log, partition, reason }) => `${group} at ${log}/${partition}: ${reason}`),
    );
    if (halted.length > 0) throw new Error(`halted: ${halted.join('; ')}`);
  }

  private async measure(): Promise<void> {
    for (const follower of this.followers) {
      const { group, lag, parked } = await follower.report();
      this.metrics.parked.set({ group }, parked);
      for (const [log, events] of Object.entries(lag)) {
        if (events !== null) this.metrics.lag.set({ group, log }, events);
      }
    }
  }
}
