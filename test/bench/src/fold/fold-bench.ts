import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { migrate } from '@ywk/appraisal-app';
import {
  createTestDatabase,
  createTestTopics,
  query,
  uniqueName,
  type TestDatabase,
} from '@ywk/testing';
import { factLogName } from '../bench-log.ts';
import type { BenchServers } from '../servers.ts';
import { PlainProducer, type PlainRecord } from '../reference/plain-producer.ts';
import type { FoldReport, FoldTask } from './fold-task.ts';
import { recordsOfFacts } from './topic-of-facts.ts';

const PROGRAMS = {
  product: fileURLToPath(new URL('product-fold.js', import.meta.url)),
  bare: fileURLToPath(new URL('../reference/bare-fold.js', import.meta.url)),
};

const inProcess = (program: string, task: FoldTask): Promise<FoldReport> =>
  new Promise((resolve, reject) => {
    const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child.on('message', (report) => resolve(report as FoldReport));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code !== 0) reject(new Error(`The fold ended with code ${code}.`));
    });
    child.send(task);
  });

const BATCH = 5_000;

/** Fills a topic; a million envelopes never stand in memory together. */
const fill = async (producer: PlainProducer, records: Iterable<PlainRecord>): Promise<void> => {
  let batch: PlainRecord[] = [];
  for (const record of records) {
    batch.push(record);
    if (batch.length < BATCH) continue;
    await producer.send(batch);
    batch = [];
  }
  await producer.send(batch);
};

const CLEAR = `
TRUNCATE fact, tally, sheet_due;
DROP TABLE IF EXISTS bare_progress;
CREATE TABLE bare_progress (partition smallint PRIMARY KEY, pos bigint NOT NULL);
INSERT INTO bare_progress SELECT p, 0 FROM generate_series(0, 63) AS p`;

const SUMS = `
SELECT (SELECT count(*)::int FROM fact) AS facts,
  (SELECT md5(string_agg(t::text, ';' ORDER BY partition, officer, day, metric)) FROM tally t) AS sums`;

/** A topic full of facts, and a database of appraisal that is emptied for each fold. */
export class FoldBench {
  private constructor(
    private readonly servers: BenchServers,
    private readonly topic: string,
    private readonly database: TestDatabase,
  ) {}

  private count = 0;
  private sums: string | undefined;

  static async open(servers: BenchServers, count: number): Promise<FoldBench> {
    const topic = factLogName();
    const database = await createTestDatabase('benchfold');
    await migrate(database.url);
    await createTestTopics({ logs: [topic] });
    const producer = await PlainProducer.connect(servers.brokers, topic);
    await fill(producer, recordsOfFacts(topic, count));
    await producer.close();
    const bench = new FoldBench(servers, topic, database);
    bench.count = count;
    return bench;
  }

  /** The database, as the service reaches it. */
  get url(): string {
    return this.database.appUrl;
  }

  /** @throws Error when a fold did not come to what the others came to */
  async fold(how: keyof typeof PROGRAMS): Promise<FoldReport> {
    const { topic, count, database } = this;
    for (const statement of CLEAR.split(';')) await query(database.adminUrl, statement);
    const report = await inProcess(PROGRAMS[how], {
      databaseUrl: how === 'bare' ? database.adminUrl : database.appUrl,
      brokers: this.servers.brokers,
      topic,
      group: uniqueName(`bench-${how}`),
      count,
    });
    const [found] = await query<{ facts: number; sums: string }>(database.adminUrl, SUMS);
    this.sums ??= found?.sums;
    if (found?.facts !== count || found.sums !== this.sums) {
      throw new Error(`The fold came to ${JSON.stringify(found)}, not ${count} and ${this.sums}.`);
    }
    return report;
  }

  close(): Promise<void> {
    return this.database.drop();
  }
}
