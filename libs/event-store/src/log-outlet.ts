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
