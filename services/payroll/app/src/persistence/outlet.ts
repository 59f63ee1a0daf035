import { LOGS, PUBLISHED_LOGS } from '@ywk/contracts';
import { Relay, type EventStore } from '@ywk/event-store';
import { TopicWriter } from '@ywk/messaging';
import type { Metrics } from '@ywk/platform';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Logger } from 'pino';

export interface OutletParts {
  readonly pool: Pool;
  readonly store: EventStore;
  /** Empty: nothing is relayed, others read the log over HTTP. */
  readonly brokers: readonly string[];
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** Runs the relay to the topics as long as the service runs, and closes the pool at the end. */
export class Outlet implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly relay: Relay | undefined;

  constructor(private readonly parts: OutletParts) {
    const { pool, store, brokers, metrics, logger } = parts;
    if (brokers.length === 0) return;
    const logs = PUBLISHED_LOGS.filter((log) => log === LOGS.change);
    this.relay = new Relay({
      pool,
      store,
      logs,
      newWriter: () => new TopicWriter({ brokers, clientId: 'payroll-relay' }),
      onProgress: ({ backlog, ageMs }) => {
        metrics.relayBacklog.set({ log: LOGS.change }, backlog);
        metrics.relayAge.set({ log: LOGS.change }, ageMs / 1000);
      },
      onError: (error) => logger.warn({ err: error }, 'relay begins again at its checkpoint'),
    });
  }

  onApplicationBootstrap(): void {
    this.relay?.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.relay?.stop();
    await this.parts.pool.end();
  }
}
