import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { GroupReader, TopicAdmin, type RawRecord } from '@ywk/messaging';
import { eventually, uniqueName } from '@ywk/testing';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { SERVICES, type TopicRecord } from '../checker/dump.ts';
import { PUBLISHED } from '../checker/topics.ts';
import type { ChaosSystem } from './chaos-system.ts';

const EVERYWHERE = [
  'event',
  'log_counter',
  'stream_head',
  'relay_checkpoint',
  'follower_progress',
  'parked_event',
  'stray_record',
];

const TABLES = {
  recruitment: EVERYWHERE,
  duty: [...EVERYWHERE, 'refused_line', 'waiting_fact'],
  appraisal: [...EVERYWHERE, 'fact', 'tally', 'decision', 'placement'],
  payroll: [...EVERYWHERE, 'change_line', 'line_answer'],
} as const;

/** CSV with marks that JSON never holds: what comes out is one JSON object a line. */
const copyOf = (table: string): string =>
  `COPY (SELECT row_to_json(t) FROM (SELECT * FROM ${table}) t)
   TO STDOUT (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')`;

const dumpTables = async (system: ChaosSystem, folder: string): Promise<void> => {
  for (const service of SERVICES) {
    const client = new pg.Client({ connectionString: system.databases[service] });
    await client.connect();
    for (const table of TABLES[service]) {
      const file = createWriteStream(join(folder, 'sql', `${service}.${table}.jsonl`));
      await pipeline(client.query(copyTo(copyOf(table))), file);
    }
    await client.end();
  }
};

const lineOf = ({ partition, offset, key, value }: RawRecord): TopicRecord => ({
  partition,
  offset,
  key,
  value: value?.toString('utf8') ?? '',
});

const inOrder = (a: TopicRecord, b: TopicRecord): number =>
  a.partition - b.partition || a.offset - b.offset;

/** Everything on a topic, from its oldest record to where it ends now. */
export const readTopic = async (brokers: readonly string[], topic: string) => {
  const admin = new TopicAdmin({ brokers });
  const extents = await admin.extents(topic);
  await admin.close();
  const next = new Map(extents.map(({ partition, low }) => [partition, low]));
  const records: TopicRecord[] = [];
  const reader = new GroupReader(
    { brokers, group: uniqueName('dump'), topics: [topic] },
    {
      dropped: () => undefined,
      claim: async (places) =>
        places.map((at) => ({ ...at, offset: next.get(at.partition) ?? 'earliest' })),
      take: (batch) => {
        records.push(...batch.records.map(lineOf));
        next.set(batch.partition, batch.nextOffset);
        return true;
      },
      outOfRange: () => true,
      hints: () => [],
      fatal: (error) => {
        throw error;
      },
    },
  );
  await reader.start();
  const complete = (): boolean =>
    extents.every(({ partition, high }) => (next.get(partition) ?? 0) >= high);
  await eventually(complete, (yes) => yes, { withinMs: 180_000, everyMs: 100 });
  await reader.stop();
  return records.sort(inOrder);
};

const dumpTopics = async (system: ChaosSystem, folder: string): Promise<void> => {
  for (const topic of [...PUBLISHED, 'dispatch.feed.v1', 'payroll.ack.v1']) {
    const records = await readTopic([system.kafka.brokers], topic);
    const text = records.map((record) => `${JSON.stringify(record)}\n`).join('');
    writeFileSync(join(folder, 'topics', `${topic}.jsonl`), text);
  }
};

/** Writes all that the checker reads, but for the history, which is there already. */
export const takeDump = async (system: ChaosSystem, folder: string): Promise<void> => {
  mkdirSync(join(folder, 'sql'), { recursive: true });
  mkdirSync(join(folder, 'topics'), { recursive: true });
  await dumpTables(system, folder);
  await dumpTopics(system, folder);
};
