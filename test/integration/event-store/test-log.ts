import { randomUUID } from 'node:crypto';
import {
  closed,
  ContractRegistry,
  defineEvent,
  partitionOf,
  periodCutOffOf,
  shape,
  type EventEnvelope,
} from '@ywk/contracts';
import {
  createPool,
  EventStore,
  eventStoreMigrations,
  migrateDatabase,
  storedEvents,
  verifyLog,
  type AppendCommand,
  type NewEvent,
  type StreamWrite,
  type Verification,
} from '@ywk/event-store';
import { createTestDatabase, uniqueName, type TestDatabase } from '@ywk/testing';
import type { Pool } from 'pg';

/** What a test event says. */
export interface Noted {
  readonly officer: string;
  readonly n: number;
  readonly text?: string;
}

export const OCCURRED = '2024-05-31T15:50:00.000Z';

const notedOf = (log: string) =>
  defineEvent<Noted>({
    log,
    type: 'Noted',
    v: 1,
    title: 'Something was noted',
    key: ({ officer }) => officer,
    promote: ({ officer, n }) => ({ officer, num: n }),
    schema: closed({ officer: shape.code, n: shape.integer, text: { type: 'string' } }, ['text']),
    sample: { officer: 'a', n: 1 },
  });

/** A name for a log, and for a topic, that no other test has. */
export const logName = (): string => uniqueName('test').replace('_', '.');

export const registryOf = (logs: readonly string[]): ContractRegistry =>
  new ContractRegistry(logs.flatMap((log) => [notedOf(log), periodCutOffOf(log)]));

/** Runs the migrations as the owner and gives the database its logs. */
export const migrate = (url: string, logs: readonly string[]): Promise<void> =>
  migrateDatabase({ url, migrations: eventStoreMigrations, logs });

export const noted = (data: Noted, eventId: string = randomUUID()): NewEvent => ({
  eventId,
  type: 'Noted',
  v: 1,
  data,
  occurredAt: OCCURRED,
});

/** A write of `count` events to the stream of one officer. */
export const writeOf = (
  log: string,
  officer: string,
  { count = 1, expected = 'any' }: { count?: number; expected?: number | 'any' } = {},
): StreamWrite => ({
  log,
  stream: `officer-${officer}`,
  key: officer,
  expectedVersion: expected,
  events: Array.from({ length: count }, (_, n) => noted({ officer, n })),
});

export const commandOf = (...writes: StreamWrite[]): AppendCommand => ({
  commandId: randomUUID(),
  actor: 'tester',
  request: JSON.stringify(writes.map(({ stream }) => stream)),
  writes,
});

/** As many names as wanted whose partition is the one given. */
export const officersIn = (partition: number, count: number): string[] => {
  const names: string[] = [];
  for (let n = 0; names.length < count; n += 1) {
    if (partitionOf(`o${n}`) === partition) names.push(`o${n}`);
  }
  return names;
};

/** A seeded source of numbers from 0 up to, and without, `below`. */
export const seeded = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

/** Two logs in a database of their own, used as the service uses them. */
export class TestLog {
  readonly log: string;
  readonly other: string;
  readonly logs: readonly [string, string];
  readonly registry: ContractRegistry;
  readonly store: EventStore;

  private constructor(
    readonly database: TestDatabase,
    readonly pool: Pool,
    { logs, grouped }: { logs: readonly [string, string]; grouped: boolean },
  ) {
    this.logs = logs;
    [this.log, this.other] = logs;
    this.registry = registryOf(logs);
    this.store = new EventStore({ pool, registry: this.registry, grouped });
  }

  static async open(
    max = 20,
    grouped = true,
    logs: readonly [string, string] = [logName(), logName()],
  ): Promise<TestLog> {
    const database = await createTestDatabase('es');
    await migrate(database.url, logs);
    const pool = createPool({ url: database.appUrl, max, applicationName: 'event-store-test' });
    return new TestLog(database, pool, { logs, grouped });
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.database.drop();
  }

  /** All events of one partition, page by page. */
  async eventsOf(partition: number, log = this.log): Promise<EventEnvelope[]> {
    const events: EventEnvelope[] = [];
    for (;;) {
      const range = { log, partition, after: events.length, limit: 1_000 };
      const page = await this.store.readLog(range);
      if (page.length === 0) return events;
      events.push(...page);
    }
  }

  async verify(log = this.log): Promise<Verification> {
    const heads = new Map([[log, await this.store.heads(log)]]);
    return verifyLog(storedEvents(this.pool, log), { registry: this.registry, heads });
  }
}
