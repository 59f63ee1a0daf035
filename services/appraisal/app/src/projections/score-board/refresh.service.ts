import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { Lease } from '../../persistence/lease.store.ts';
import { LeasedWork } from '../leased-work.ts';
import { refreshOnce, type RefreshParts } from './sheet-refresh.ts';

/** Runs the refresher as long as the service runs; it stops before the connections close. */
export class RefreshService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly work: LeasedWork;

  constructor(parts: RefreshParts, logger: Logger) {
    const lease = new Lease('refresh_lease');
    this.work = new LeasedWork(
      { pool: parts.pool, lease, piece: (token) => refreshOnce(parts, { lease, token }) },
      {
        done: (sheets, ms) => logger.debug({ sheets, ms }, 'sheets refreshed'),
        failed: (error) =>
          logger.warn({ err: error }, 'sheets could not be refreshed; trying again'),
      },
    );
  }

  onApplicationBootstrap(): void {
    this.work.start();
  }

  /** Facts or personnel were folded: sheets may be due. */
  wake(): void {
    this.work.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }
}
