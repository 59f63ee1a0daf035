import { decodeEnvelope, type EventEnvelope } from '@ywk/contracts';
import {
  Relay,
  rewindRelay,
  type AppendCommand,
  type LogRecord,
  type LogWriter,
  type RelayParts,
  type RelayProgress,
} from '@ywk/event-store';
import { GroupReader, TopicAdmin, TopicWriter, type RawRecord } from '@ywk/messaging';
import { createTestTopics, eventually, testKafka, uniqueName } from '@ywk/testing';
import { commandOf, noted, TestLog, writeOf } from './test-log.ts';

/** What one relay has in flight, over all the writers that it uses up. */
export class Flight {
  most = 0;
  private now = 0;

  async count<T>(work: () => Promise<T>): Promise<T> {
    this.now += 1;
    this.most = Math.max(this.most, this.now);
    try {
      return await work();
    } finally {
      this.now -= 1;
    }
  }
}

export interface Writing {
  readonly brokers?: readonly string[];
  /** Given each batch and awaited before it is sent. */
  readonly before?: (records: readonly LogRecord[]) => Promise<void>;
  readonly requestTimeoutMs?: number;
}

const quiet = (): void => undefined;

/** A writer to the real topic that counts what is in flight. */
const watchedWriter = (flight: Flight, writing: Writing): LogWriter => {
  const { brokers = testKafka().brokers, before, requestTimeoutMs = 10_000 } = writing;
  const log = { error: quiet, warn: quiet, info: quiet, debug: quiet };
  const inner = new TopicWriter({ brokers, requestTimeoutMs, log });
  return {
    sendBatch: (records) =>
      flight.count(async () => {
        await before?.(records);
        await inner.sendBatch(records);
      }),
    close: () => inner.close(),
  };
};

/** Everything that a topic holds now, in the order of offsets within each partition. */
export const topicContent = async (topic: string): Promise<RawRecord[]> => {
  const { brokers } = testKafka();
  const admin = new TopicAdmin({ brokers });
  const extents = await admin.extents(topic).finally(() => admin.close());
  const missing = new Map(
    extents.filter(({ low, high }) => high > low).map(({ partition, high }) => [partition, high]),
  );
  const records: RawRecord[] = [];
  if (missing.size === 0) return records;
  let failed: unknown;
  const reader = new GroupReader(
    { brokers, group: uniqueName('content'), topics: [topic] },
    {
      dropped: () => records.splice(0),
      claim: (places) =>
        Promise.resolve(places.map((place) => ({ ...place, offset: 'earliest' as const }))),
      take: (batch) => {
        records.push(...batch.records);
        if (batch.nextOffset >= (missing.get(batch.partition) ?? 0))
          missing.delete(batch.partition);
        return true;
      },
      outOfRange: () => true,
      hints: () => [],
      fatal: (error) => (failed = error),
    },
  );
  await reader.start();
  try {
    await eventually(
      () => missing.size,
      (left) => {
        if (failed !== undefined) throw failed;
        return left === 0;
      },
      { withinMs: 40_000 },
    );
  } finally {
    await reader.stop();
  }
  return records;
};

/** What a reader makes of a topic: what it has passed is dropped, and what leaves a hole is told. */
export const followed = (records: readonly RawRecord[]) => {
  const events: EventEnvelope[] = [];
  const last = new Map<number, EventEnvelope>();
  const holes: string[] = [];
  let doubled = 0;
  for (const { partition, offset, value } of records) {
    const event = decodeEnvelope(value?.toString('utf8') ?? '');
    const before = last.get(partition);
    const pos = before?.pos ?? 0;
    if (event.pos <= pos) {
      doubled += 1;
    } else if (event.pos === pos + 1) {
      events.push(event);
      last.set(partition, event);
    } else {
      holes.push(`${event.pos} after ${pos} at offset ${offset} of partition ${partition}`);
    }
  }
  return { events, holes, doubled };
};

/** A log, its topic, and relays between them. */
export class RelayBench {
  readonly reports: RelayProgress[] = [];
  readonly errors: unknown[] = [];
  readonly flights: Flight[] = [];
  private readonly relays: Relay[] = [];

  private constructor(readonly log: TestLog) {}

  static async open(): Promise<RelayBench> {
    const log = await TestLog.open();
    await createTestTopics({ logs: [log.log] });
    return new RelayBench(log);
  }

  async close(): Promise<void> {
    await this.stop();
    const admin = new TopicAdmin(testKafka());
    await admin.remove(this.log.log).finally(() => admin.close());
    await this.log.close();
  }

  start(parts: Partial<RelayParts> = {}, writings: readonly Writing[] = []): Relay {
    const flight = new Flight();
    this.flights.push(flight);
    const later = [...writings];
    const relay = new Relay({
      pool: this.log.pool,
      store: this.log.store,
      // The last one stays: a relay that meets errors needs many writers.
      newWriter: () => watchedWriter(flight, (later.length > 1 ? later.shift() : later[0]) ?? {}),
      logs: [this.log.log],
      onProgress: (report) => this.reports.push(report),
      onError: (error) => this.errors.push(error),
      ...parts,
    });
    this.relays.push(relay);
    relay.start();
    return relay;
  }

  async stop(): Promise<void> {
    await Promise.all(this.relays.splice(0).map((relay) => relay.stop()));
  }

  /** Appends so many events, of as many officers as there are in a hundred of them. */
  async append(count: number, from = 0): Promise<void> {
    for (let at = from; at < from + count; at += 100) {
      const writes = Array.from({ length: Math.min(100, from + count - at) }, (_, n) =>
        writeOf(this.log.log, `o${(at + n * 7) % 317}`),
      );
      const merged = new Map(writes.map((write) => [write.stream, write]));
      await this.log.store.append([commandOf(...merged.values())]);
    }
  }

  /** A command with one event that is as large as an event may be. */
  large(officer: string, text: string): AppendCommand {
    const event = noted({ officer, n: 1, text });
    return commandOf({ ...writeOf(this.log.log, officer), events: [event] });
  }

  async stored(): Promise<EventEnvelope[]> {
    const pages = Array.from({ length: 64 }, (_, partition) => this.log.eventsOf(partition));
    return (await Promise.all(pages)).flat();
  }

  /** Where the checkpoints stand, against the ends of the log. */
  async behind(): Promise<number> {
    const { rows } = await this.log.pool.query<{ n: string }>(
      `SELECT coalesce(sum(c.last_pos - coalesce(k.pos, 0)), 0) AS n FROM log_counter c
       LEFT JOIN relay_checkpoint k USING (partition, log) WHERE c.log = $1`,
      [this.log.log],
    );
    return Number(rows[0]?.n);
  }

  async caughtUp(withinMs = 40_000): Promise<void> {
    await eventually(
      () => this.behind(),
      (left) => left === 0,
      { withinMs },
    );
  }

  rewind(pos: number, range?: { from: number; to: number }): Promise<void> {
    return rewindRelay(this.log.pool, { log: this.log.log, pos, ...(range && { range }) });
  }
}

const inOrder = (a: EventEnvelope, b: EventEnvelope): number =>
  a.partition - b.partition || a.pos - b.pos;

/** What stands in the log, as a reader of the topic would have it. */
export const sorted = (events: readonly EventEnvelope[]): EventEnvelope[] =>
  [...events].sort(inOrder);
