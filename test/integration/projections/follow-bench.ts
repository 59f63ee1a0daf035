import { expect } from '@jest/globals';
import { closed, ContractRegistry, defineEvent, shape } from '@ywk/contracts';
import type { EventEnvelope } from '@ywk/contracts';
import { encodeEnvelope } from '@ywk/contracts';
import { createPool, EventStore, type AppendCommand, type NewEvent } from '@ywk/event-store';
import { TopicWriter, type TopicRecord } from '@ywk/messaging';
import { createTestTopics, eventually, testKafka, uniqueName } from '@ywk/testing';
import type { TestDatabase } from '@ywk/testing';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { openDatabase } from './follow-database.ts';

/** What a test event says. */
export interface Counted {
  readonly officer: string;
  readonly n: number;
}

const OCCURRED = '2024-05-01T00:00:00.000Z';

const TABLES = `
CREATE TABLE trail (
  partition smallint NOT NULL,
  officer text NOT NULL,
  total bigint NOT NULL,
  positions text NOT NULL,
  PRIMARY KEY (partition, officer)
)`;

export const contractOf = (log: string, type = 'Counted') =>
  defineEvent<Counted>({
    log,
    type,
    v: 1,
    title: 'Something was counted',
    key: ({ officer }) => officer,
    schema: closed({ officer: shape.code, n: shape.integer }),
    sample: { officer: 'a', n: 1 },
  });

/** One log in a database and on a topic of its own, and the table that followers write. */
export class FollowBench {
  readonly registry: ContractRegistry;
  readonly store: EventStore;
  private readonly sent = new Map<number, number>();

  private constructor(
    readonly log: string,
    readonly database: TestDatabase,
    readonly pool: Pool,
  ) {
    // The store knows one more event than followers do.
    this.registry = new ContractRegistry([contractOf(log)]);
    const known = [contractOf(log), contractOf(log, 'Unheard')];
    this.store = new EventStore({ pool, registry: new ContractRegistry(known) });
  }

  static async open({ topic = true } = {}): Promise<FollowBench> {
    const log = `${uniqueName('test').replace('_', '.')}.v1`;
    const { database } = await openDatabase(TABLES, [log]);
    if (topic) await createTestTopics({ logs: [log] });
    const pool = createPool({ url: database.appUrl, max: 12, applicationName: 'follow-bench' });
    return new FollowBench(log, database, pool);
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.database.drop();
  }

  /** Appends one event for each; at most 500 a call to the store. */
  async append(facts: readonly Counted[], type = 'Counted'): Promise<void> {
    for (let at = 0; at < facts.length; at += 400) {
      const [outcome] = await this.store.append([this.command(facts.slice(at, at + 400), type)]);
      if (outcome?.outcome !== 'accepted') throw new Error(`Refused: ${JSON.stringify(outcome)}`);
    }
  }

  private command(facts: readonly Counted[], type: string): AppendCommand {
    const streams = new Map<string, NewEvent[]>();
    for (const data of facts) {
      const events = streams.get(data.officer) ?? [];
      events.push({ eventId: randomUUID(), type, v: 1, data, occurredAt: OCCURRED });
      streams.set(data.officer, events);
    }
    const writes = [...streams].map(([officer, events]) => ({
      log: this.log,
      stream: `officer-${officer}`,
      key: officer,
      expectedVersion: 'any' as const,
      events,
    }));
    return { commandId: randomUUID(), actor: 'test', request: 'facts', writes };
  }

  /** All events of the log, partition by partition. */
  async events(after: ReadonlyMap<number, number> = new Map()): Promise<EventEnvelope[]> {
    const events: EventEnvelope[] = [];
    for (const { partition, lastPos } of await this.store.heads(this.log)) {
      for (let at = after.get(partition) ?? 0; at < lastPos;) {
        const page = await this.store.readLog({
          log: this.log,
          partition,
          after: at,
          limit: 1_000,
        });
        events.push(...page);
        at = page.at(-1)?.pos ?? lastPos;
      }
    }
    return events;
  }

  /** Copies what is new in the log to the topic, as the relay would. `keep` may leave events out. */
  async relay(keep: (event: EventEnvelope) => boolean = () => true): Promise<void> {
    const events = await this.events(this.sent);
    for (const { partition, pos } of events) this.sent.set(partition, pos);
    await this.send(events.filter(keep).map((event) => this.recordOf(event)));
  }

  /** Copies one partition again from a position on, as the relay does after an unknown outcome. */
  async relayAgain(partition: number, pos: number): Promise<void> {
    const events = await this.events(new Map([[partition, pos - 1]]));
    const again = events.filter((event) => event.partition === partition);
    await this.send(again.map((event) => this.recordOf(event)));
  }

  recordOf(event: EventEnvelope): TopicRecord {
    const { partition, key } = event;
    return { topic: this.log, partition, key, value: encodeEnvelope(event) };
  }

  async send(records: readonly TopicRecord[]): Promise<void> {
    const writer = new TopicWriter(testKafka());
    try {
      for (let at = 0; at < records.length; at += 1_000) {
        await writer.sendBatch(records.slice(at, at + 1_000));
      }
    } finally {
      await writer.close();
    }
  }

  /** What the table must hold: every event once, in order. */
  async expected(counts: (event: EventEnvelope) => boolean = () => true): Promise<string[]> {
    const trails = new Map<string, { total: number; positions: number[] }>();
    for (const event of await this.events()) {
      if (!counts(event)) continue;
      const { officer, n } = JSON.parse(event.dataText) as Counted;
      const trail = trails.get(officer) ?? { total: 0, positions: [] };
      trails.set(officer, {
        total: trail.total + n,
        positions: [...trail.positions, event.pos],
      });
    }
    return [...trails].map(([officer, t]) => `${officer} ${t.total} ${t.positions.join()}`).sort();
  }

  /** Resolves when the table holds what it must; fails with the first differences. */
  async caughtUp(counts?: (event: EventEnvelope) => boolean, withinMs = 20_000): Promise<void> {
    const expected = await this.expected(counts);
    await eventually(
      async () => differences(expected, await this.actual()),
      (lines) => expect(lines).toEqual([]),
      { withinMs },
    );
  }

  /** What the table holds. */
  async actual(): Promise<string[]> {
    const { rows } = await this.pool.query<{ officer: string; total: string; positions: string }>(
      'SELECT officer, total, positions FROM trail',
    );
    return rows.map((row) => `${row.officer} ${row.total} ${row.positions}`).sort();
  }
}

/** The first lines that stand on one side only, for a message that a person can read. */
export const differences = (expected: readonly string[], actual: readonly string[]): string[] => {
  const [right, left] = [new Set(expected), new Set(actual)];
  const missing = expected.filter((line) => !left.has(line)).map((line) => `missing ${line}`);
  const wrong = actual.filter((line) => !right.has(line)).map((line) => `wrong ${line}`);
  return [...missing.slice(0, 2), ...wrong.slice(0, 2)];
};

/** Facts of so many officers in turn, each of another amount. */
export const facts = (count: number, officers = 50, from = 0): Counted[] =>
  Array.from({ length: count }, (_, at) => ({
    officer: `o${(from + at) % officers}`,
    n: from + at + 1,
  }));
