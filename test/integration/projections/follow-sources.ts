import { Module } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { EventStore, FollowerGuard, LogController } from '@ywk/event-store';
import { httpSource, kafkaSource, storeSource, type FollowerSource } from '@ywk/projections';
import { testKafka } from '@ywk/testing';
import type { FollowBench } from './follow-bench.ts';

export interface OpenedSource {
  /** A source of its own for each follower. */
  readonly source: () => FollowerSource;
  close(): Promise<void>;
}

/** The log of the bench behind the door that other services read it through. */
export const serveLog = async (
  bench: FollowBench,
): Promise<{ app: INestApplication; url: string }> => {
  class LogModule {}
  Module({
    controllers: [LogController],
    providers: [{ provide: EventStore, useValue: bench.store }],
  })(LogModule);
  // The log is one that no service follows: who may read it is not what these tests are about.
  const module = await Test.createTestingModule({ imports: [LogModule] })
    .overrideGuard(FollowerGuard)
    .useValue({ canActivate: () => true })
    .compile();
  const app = module.createNestApplication({ logger: ['error'] });
  await app.listen(0, '127.0.0.1');
  return { app, url: await app.getUrl() };
};

/** A follower's events may come from any of these; what it does with them is the same. */
export const SOURCES = [
  {
    name: 'Kafka',
    open: async (bench: FollowBench): Promise<OpenedSource> => ({
      source: () =>
        kafkaSource({ ...testKafka(), reader: storeSource({ store: bench.store }).reader }),
      close: () => Promise.resolve(),
    }),
  },
  {
    name: 'HTTP',
    open: async (bench: FollowBench): Promise<OpenedSource> => {
      const { app, url } = await serveLog(bench);
      return {
        source: () => httpSource({ urls: { [bench.log]: url }, ask: fetch, idleMs: 50 }),
        close: () => app.close(),
      };
    },
  },
  {
    name: 'the own store',
    open: async (bench: FollowBench): Promise<OpenedSource> => ({
      source: () => storeSource({ store: bench.store, idleMs: 50 }),
      close: () => Promise.resolve(),
    }),
  },
];
