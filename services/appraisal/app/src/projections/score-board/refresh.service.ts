import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { RefreshParts } from './sheet-refresh.ts';
import { SheetRefresher } from './sheet-refresher.ts';

/** Runs the refresher as long as the service runs; it stops before the connections close. */
export class RefreshService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly refresher: SheetRefresher;

  constructor(parts: RefreshParts, logger: Logger) {
    this.refresher = new SheetRefresher(parts, {
      refreshed: (sheets, ms) => logger.debug({ sheets, ms }, 'sheets refreshed'),
      failed: (error) => logger.warn({ err: error }, 'sheets could not be refreshed; trying again'),
    });
  }

  onApplicationBootstrap(): void {
    this.refresher.start();
  }

  /** Facts or personnel were folded: sheets may be due. */
  wake(): void {
    this.refresher.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.refresher.stop();
  }
}
