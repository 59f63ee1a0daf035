import { once } from 'node:events';
import type { Fact } from '@ywk/contracts';
import { Kafka, logLevel, type Consumer, type EachBatchPayload } from 'kafkajs';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { answerTask, FoldClock, type FoldReport, type FoldTask } from '../fold/fold-task.ts';

/**
 * The same work with none of our guards: no schema, no hash, no epochs, no parking, no sheets. It
 * reads records, drops positions it had, and commits facts, sums and positions together, on two
 * connections with 5,000 facts a transaction.
 */
const BATCH = 5_000;

interface Row {
  readonly partition: number;
  readonly pos: number;
  readonly eventId: string;
  readonly recordedAt: string;
  readonly fact: Fact;
}

const metricsOf = ({ code, amounts }: Fact): [string, number][] => {
  if (code === 'call.answered') {
    const fast: [string, number][] =
      (amounts['answerMs'] ?? 0) <= 10_000 ? [['calls.answered10s', 1]] : [];
    return [['calls.offered', 1], ['calls.answered', 1], ...fast];
  }
  if (code === 'order.dispatched') return [['orders.dispatched', 1]];
  return [[code, amounts['n'] ?? 1]];
};

const SHANGHAI_MS = 8 * 3_600_000;
const dayOf = (ms: number): string => new Date(ms + SHANGHAI_MS).toISOString().slice(0, 10);

const COPY = `COPY fact (partition, officer, pos, month, fact, sign, code, occurred_ms, recorded_ms,
  posted, event_id, amounts, origin, evidence) FROM STDIN`;

const lineOf = ({ partition, pos, eventId, recordedAt, fact }: Row): string => {
  const ms = Date.parse(fact.occurredAt);
  const month = `${dayOf(ms).slice(0, 7)}-01`;
  return `${partition}\t${fact.officer}\t${pos}\t${month}\t${fact.fact}\t1\t${fact.code}\t${ms}\t${Date.parse(recordedAt)}\t\t${eventId}\t${JSON.stringify(fact.amounts)}\t${JSON.stringify(fact.origin)}\t\\N\n`;
};

const ADD = `
INSERT INTO tally AS t (partition, officer, day, metric, posted, n)
SELECT p, o, d, m, '', n
FROM unnest($1::smallint[], $2::uuid[], $3::date[], $4::text[], $5::bigint[]) AS a(p, o, d, m, n)
ON CONFLICT (partition, officer, day, metric, posted) DO UPDATE SET n = t.n + excluded.n`;

const ADVANCE = `
UPDATE bare_progress b SET pos = a.pos
FROM unnest($1::smallint[], $2::bigint[], $3::bigint[]) AS a(partition, was, pos)
WHERE b.partition = a.partition AND b.pos = a.was`;

const sumsOf = (rows: readonly Row[]): unknown[][] => {
  const sums = new Map<string, [number, string, string, string, number]>();
  for (const { partition, fact } of rows) {
    const day = dayOf(Date.parse(fact.occurredAt));
    for (const [metric, n] of metricsOf(fact)) {
      const key = `${fact.officer}|${day}|${metric}`;
      const sum = sums.get(key);
      if (sum === undefined) sums.set(key, [partition, fact.officer, day, metric, n]);
      else sum[4] += n;
    }
  }
  const all = [...sums.values()];
  return [0, 1, 2, 3, 4].map((at) => all.map((sum) => sum[at]));
};

const stepsOf = (rows: readonly Row[]): unknown[][] => {
  const steps = new Map<number, { was: number; pos: number }>();
  for (const { partition, pos } of rows) {
    const step = steps.get(partition);
    if (step === undefined) steps.set(partition, { was: pos - 1, pos });
    else step.pos = pos;
  }
  const all = [...steps];
  return [
    all.map(([partition]) => partition),
    all.map(([, { was }]) => was),
    all.map(([, { pos }]) => pos),
  ];
};

const commit = async (client: pg.Client, rows: readonly Row[]): Promise<void> => {
  await client.query('BEGIN');
  const stream = client.query(copyFrom(COPY));
  stream.end(Buffer.from(rows.map(lineOf).join('')));
  await once(stream, 'finish');
  await client.query({ name: 'add', text: ADD, values: sumsOf(rows) });
  const steps = stepsOf(rows);
  const { rowCount } = await client.query({ name: 'advance', text: ADVANCE, values: steps });
  if (rowCount !== steps[0]?.length) throw new Error('Somebody else moved the progress.');
  await client.query('COMMIT');
};

/** One connection and what waits for it. */
class Writer {
  readonly rows: Row[] = [];
  private running: Promise<void> | undefined;

  constructor(private readonly client: pg.Client) {}

  poke(all: boolean): Promise<void> {
    return (this.running ??= this.drain(all).finally(() => (this.running = undefined)));
  }

  private async drain(all: boolean): Promise<void> {
    while (this.rows.length >= BATCH || (all && this.rows.length > 0)) {
      await commit(this.client, this.rows.splice(0, BATCH));
    }
  }
}

const connected = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
};

/** Reads records, drops positions it had, and hands the rest to the two writers. */
class Intake {
  taken = 0;
  readonly clock = new FoldClock();
  private readonly known = new Map<number, number>();

  constructor(private readonly writers: readonly Writer[]) {}

  async take({ batch }: EachBatchPayload): Promise<void> {
    this.clock.begin();
    const { partition, messages } = batch;
    const writer = this.writers[partition % 2];
    if (writer === undefined) return;
    for (const { value } of messages) {
      const record = JSON.parse(String(value)) as Omit<Row, 'partition' | 'fact'> & { data: Fact };
      if (record.pos <= (this.known.get(partition) ?? 0)) continue;
      this.known.set(partition, record.pos);
      const { pos, eventId, recordedAt, data } = record;
      writer.rows.push({ partition, pos, eventId, recordedAt, fact: data });
      this.taken += 1;
    }
    const writing = writer.poke(false);
    if (writer.rows.length > 4 * BATCH) await writing;
  }
}

const consumerOf = ({ brokers, group }: FoldTask): Consumer =>
  new Kafka({ brokers: [...brokers], logLevel: logLevel.ERROR }).consumer({
    groupId: group,
    minBytes: 262_144,
    maxBytes: 33_554_432,
    maxBytesPerPartition: 2_097_152,
    maxWaitTimeInMs: 200,
  });

const fold = async (task: FoldTask): Promise<FoldReport> => {
  const { databaseUrl, topic, count } = task;
  const clients = [await connected(databaseUrl), await connected(databaseUrl)];
  const writers = clients.map((client) => new Writer(client));
  const intake = new Intake(writers);
  const consumer = consumerOf(task);
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    const eachBatch = async (payload: EachBatchPayload): Promise<void> => {
      await intake.take(payload).catch(reject);
      if (intake.taken === count) resolve();
    };
    consumer.run({ autoCommit: false, eachBatch }).catch(reject);
  });
  for (const writer of writers) {
    await writer.poke(true);
    await writer.poke(true);
  }
  const report = intake.clock.report();
  await consumer.disconnect();
  await Promise.all(clients.map((client) => client.end()));
  return report;
};

answerTask(fold);
