import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { SettleLiability } from '../commands/settle-liability.ts';
import type { Connections } from '../persistence/database.ts';
import { Lease } from '../persistence/lease.store.ts';
import { LeasedWork } from '../projections/leased-work.ts';

/** Settles who answers for which act as long as the service runs; one process at a time. */
export class LiabilityWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly work: LeasedWork;

  constructor(pool: Connections, settling: SettleLiability, logger: Logger) {
    this.work = new LeasedWork(
      { pool, lease: new Lease('liability_lease'), piece: () => settling.some() },
      {
        done: (acts, ms) => logger.debug({ acts, ms }, 'liability settled'),
        failed: (error) =>
          logger.warn({ err: error }, 'liability could not be settled; trying again'),
      },
    );
  }

  onApplicationBootstrap(): void {
    this.work.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }
}
