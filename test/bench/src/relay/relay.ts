import { encodeEnvelope } from '@ywk/contracts';
import { Relay, rewindRelay } from '@ywk/event-store';
import { TopicWriter } from '@ywk/messaging';
import { createTestTopics, eventually, uniqueName } from '@ywk/testing';
import { BenchLog, commandOf } from '../bench-log.ts';
import { perSecond, sized, type Benchmark, type Course, type Setting } from '../benchmark.ts';
import { factsOf } from '../facts.ts';
import { PlainProducer, type PlainRecord } from '../reference/plain-producer.ts';

const fill = async (bench: BenchLog, count: number): Promise<void> => {
  const store = bench.store();
  const facts = [...factsOf(count)];
  for (let at = 0; at < count; at += 500) {
    await store.append([commandOf(bench.log, facts.slice(at, at + 500))]);
  }
};

/** What the relay sends, byte for byte, in rounds of the partitions as the relay reads them. */
const recordsOf = async (bench: BenchLog): Promise<PlainRecord[]> => {
  const store = bench.store();
  const pages: PlainRecord[][] = [];
  for (let partition = 0; partition < 64; partition += 1) {
    const range = { log: bench.log, partition, after: 0, limit: 1_000_000 };
    for (const [at, event] of (await store.readLog(range)).entries()) {
      const page = Math.floor(at / 78);
      (pages[page] ??= []).push({ partition, key: event.key, value: encodeEnvelope(event) });
    }
  }
  return pages.flat();
};

const relayAll = async (bench: BenchLog, count: number, { brokers }: Setting['servers']) => {
  await rewindRelay(bench.pool, { log: bench.log, pos: 0 });
  let sent = 0;
  const relay = new Relay({
    pool: bench.pool,
    store: bench.store(),
    logs: [bench.log],
    newWriter: () => new TopicWriter({ brokers }),
    onProgress: (progress) => (sent += progress.sent),
  });
  return perSecond(count, async () => {
    relay.start();
    await eventually(
      () => sent,
      (all) => all >= count,
      { withinMs: 120_000, everyMs: 2 },
    );
  }).finally(() => relay.stop());
};

const open = async (setting: Setting): Promise<Course> => {
  const count = sized(setting, { full: 300_000, quick: 60_000, smoke: 1_000 });
  const bench = await BenchLog.open({ connections: 4 });
  const plainTopic = `bench.${uniqueName('plain').replace('_', '.')}`;
  await createTestTopics({ logs: [bench.log, plainTopic] });
  setting.tell(`fills a log with ${count} events`);
  await fill(bench, count);
  const records = await recordsOf(bench);
  const producer = await PlainProducer.connect(setting.servers.brokers, plainTopic);
  return {
    contestants: {
      relay: () => relayAll(bench, count, setting.servers),
      kafkajs: () => perSecond(count, () => producer.send(records)),
    },
    close: async () => {
      await producer.close();
      await bench.close();
    },
  };
};

export const relay: Benchmark = {
  name: 'relay',
  title: 'from the log to the topic',
  unit: 'events/s',
  rounds: 5,
  rows: [{ what: 'relay', product: 'relay', reference: 'kafkajs', reach: 0.8, better: 'more' }],
  open,
};
