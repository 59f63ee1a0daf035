import { randomUUID } from 'node:crypto';
import { ContractRegistry, factRecorded, type Fact } from '@ywk/contracts';
import {
  createPool,
  EventStore,
  eventStoreMigrations,
  migrateDatabase,
  type AppendCommand,
  type NewEvent,
} from '@ywk/event-store';
import { createTestDatabase, query, uniqueName, type TestDatabase } from '@ywk/testing';
import type { Pool } from 'pg';

/** A log of facts under a name of its own: servers that others use too hold no other like it. */
export const factLogName = (): string => `bench.${uniqueName('fact').replace('_', '.')}.v1`;

export const registryFor = (log: string): ContractRegistry =>
  new ContractRegistry([{ ...factRecorded, log }]);

export const eventOf = (fact: Fact): NewEvent => ({
  eventId: randomUUID(),
  type: 'FactRecorded',
  v: factRecorded.v,
  data: fact,
  occurredAt: fact.occurredAt,
});

/** One command with these facts, a write for each officer. */
export const commandOf = (log: string, facts: readonly Fact[]): AppendCommand => {
  const streams = new Map<string, NewEvent[]>();
  for (const fact of facts) {
    const events = streams.get(fact.officer);
    if (events === undefined) streams.set(fact.officer, [eventOf(fact)]);
    else events.push(eventOf(fact));
  }
  const writes = [...streams].map(([officer, events]) => ({
    log,
    stream: `officer-${officer}`,
    key: officer,
    expectedVersion: 'any' as const,
    events,
  }));
  return { commandId: randomUUID(), actor: 'bench', request: 'facts', writes };
};

/** A log of facts in a database of its own, used as a service uses it. */
export class BenchLog {
  readonly registry: ContractRegistry;

  private constructor(
    readonly log: string,
    readonly database: TestDatabase,
    readonly pool: Pool,
  ) {
    this.registry = registryFor(log);
  }

  static async open({ connections = 16 } = {}): Promise<BenchLog> {
    const log = factLogName();
    const database = await createTestDatabase('bench');
    await migrateDatabase({ url: database.url, migrations: eventStoreMigrations, logs: [log] });
    const pool = createPool({
      url: database.appUrl,
      max: connections,
      applicationName: 'bench',
    });
    return new BenchLog(log, database, pool);
  }

  store(options: { grouped?: boolean } = {}): EventStore {
    return new EventStore({ pool: this.pool, registry: this.registry, ...options });
  }

  sql(text: string, values: unknown[] = []) {
    return query(this.database.adminUrl, text, values);
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.database.drop();
  }
}
