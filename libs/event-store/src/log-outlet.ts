import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Metrics } from '@ywk/platform';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { EventStore } from './event-store.ts';
import type { LogWriter } from './relay-types.ts';
import { Relay } from './relay.ts';

export interface LogOutletParts {
  readonly pool: Pool;
  readonly store: Pick<EventStore, 'onAppended'>;
  /** Published logs of the service. */
  readonly logs: readonly string[];
  /** Absent: nothing is relayed, others read the logs over HTTP. */
  readonly newWriter: (() => LogWriter) | undefined;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Closed with the pool when all is done. */
  readonly otherPools?: readonly Pool[];
}

/** Relays a service's logs to their topics as long as it runs, and closes its pools at the end. */
export class LogOutlet implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly relay: Relay | undefined;

  constructor(private readonly parts: LogOutletParts) {
    const { pool, store, logs, newWriter, metrics, logger } = parts;
    metrics.beforeScrape(async () => this.measurePools());
    if (newWriter === undefined) return;
    const log = logs.join(',');
    this.relay = new Relay({
      pool,
      store,
      logs,
      newWriter,
      onProgress: ({ backlog, ageMs }) => {
        metrics.relayBacklog.set({ log }, backlog);
        metrics.relayAge.set({ log }, ageMs / 1000);
      },
      onError: (error) => logger.warn({ err: error }, 'relay begins again at its checkpoint'),
    });
  }

  private measurePools(): void {
    const { pool, otherPools = [], metrics } = this.parts;
    for (const one of [pool, ...otherPools]) {
      const name = one.options.application_name ?? '';
      const { waitingCount, idleCount, totalCount } = one;
      metrics.poolWaiting.set({ pool: name }, waitingCount);
      metrics.poolConnections.set({ pool: name, state: 'idle' }, idleCount);
      metrics.poolConnections.set({ pool: name, state: 'busy' }, totalCount - idleCount);
    }
  }

  onApplicationBootstrap(): void {
    this.relay?.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.relay?.stop();
    await Promise.all(
      [this.parts.pool, ...(this.parts.otherPools ?? [])].map((pool) => pool.end()),
    );
  }
}
