import { LOGS } from '@ywk/contracts';
import { Relay, type EventStore } from '@ywk/event-store';
import { TopicWriter } from '@ywk/messaging';
import type { Metrics } from '@ywk/platform';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Connections } from './transaction.ts';

export interface OutletParts {
  readonly pool: Connections;
  readonly store: EventStore;
  /** Empty: nothing is relayed, others read the log over HTTP. */
  readonly brokers: readonly string[];
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** Relays facts to their topic as long as the service runs, and closes the pool at the end. */
export class Outlet implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly relay: Relay | undefined;

  constructor(private readonly parts: OutletParts) {
    const { pool, store, brokers, metrics, logger } = parts;
    if (brokers.length === 0) return;
    this.relay = new Relay({
      pool,
      store,
      logs: [LOGS.fact],
      newWriter: () => new TopicWriter({ brokers, clientId: 'duty-relay' }),
      onProgress: ({ backlog, ageMs }) => {
        metrics.relayBacklog.set({ log: LOGS.fact }, backlog);
        metrics.relayAge.set({ log: LOGS.fact }, ageMs / 1000);
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
