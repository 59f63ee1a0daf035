import { Module, type DynamicModule } from '@nestjs/common';
import { ContractRegistry, EVENT_CONTRACTS } from '@ywk/contracts';
import {
  createPool,
  EventStore,
  logRoutes,
  eventStoreMigrations,
  LogController,
  migrateDatabase,
} from '@ywk/event-store';
import { createApp, loadConfig, ServiceEnv, type IssuerKey } from '@ywk/platform';
import { createTestDatabase } from '@ywk/testing';
import type { Pool } from 'pg';
import { v7 } from 'uuid';

/** Serves logs as the services that own them do. */
@Module({})
class LogsModule {
  static of(store: EventStore): DynamicModule {
    const providers = [{ provide: EventStore, useValue: store }];
    return { module: LogsModule, controllers: [LogController], providers };
  }
}

const makeLogs = (url: string, logs: readonly string[]): Promise<void> =>
  migrateDatabase({ url, migrations: eventStoreMigrations, logs });

export interface NeighboursOptions {
  /** Of the issuer that the service under test trusts too. */
  readonly key: IssuerKey;
  /** Logs that the service under test follows. */
  readonly logs: readonly string[];
}

/** An event as a test tells it. */
export interface ToldEvent {
  readonly type: string;
  /** Version of its contract; 1 when none is named. */
  readonly v?: number;
  readonly data: unknown;
}

const OCCURRED = '2024-06-04T01:00:00.000Z';

/**
 * The services beside the one under test: a test writes their logs, in a database of their own, and
 * they are served at the same door as the real ones.
 */
export class Neighbours {
  private constructor(
    readonly store: EventStore,
    private readonly place: { readonly url: string; readonly pool: Pool },
    /** In the order in which they end. */
    private readonly closing: readonly (() => Promise<unknown>)[],
  ) {}

  static async start({ key, logs }: NeighboursOptions): Promise<Neighbours> {
    const database = await createTestDatabase('ywk_neighbours');
    await makeLogs(database.url, logs);
    const pool = createPool({ url: database.appUrl, max: 12, applicationName: 'neighbours' });
    const store = new EventStore({ pool, registry: new ContractRegistry(EVENT_CONTRACTS) });
    const config = loadConfig(ServiceEnv, {
      NODE_ENV: 'test',
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATABASE_URL: database.appUrl,
      EMBEDDED_ISSUER_KEY: JSON.stringify(key),
    });
    const app = await createApp({
      name: 'neighbours',
      config,
      module: LogsModule.of(store),
      access: logRoutes,
    });
    await app.listen(0, '127.0.0.1');
    const closing = [() => app.close(), () => pool.end(), () => database.drop()];
    return new Neighbours(store, { url: await app.getUrl(), pool }, closing);
  }

  get url(): string {
    return this.place.url;
  }

  /** Of their database, for a relay. */
  get pool(): Pool {
    return this.place.pool;
  }

  /** Appends events about one key to a log of theirs. @returns the id of the first */
  async publish(log: string, key: string, told: readonly ToldEvent[]): Promise<string> {
    const events = told.map((event) => ({ v: 1, ...event, eventId: v7(), occurredAt: OCCURRED }));
    const write = { log, stream: `s-${key}`, key, expectedVersion: 'any' as const, events };
    const commandId = v7();
    const [outcome] = await this.store.append([
      { commandId, actor: 'neighbours', request: commandId, writes: [write] },
    ]);
    if (outcome?.outcome !== 'accepted') throw new Error(JSON.stringify(outcome));
    return events[0]?.eventId ?? '';
  }

  async stop(): Promise<void> {
    for (const close of this.closing) await close();
  }
}
