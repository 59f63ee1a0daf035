import { foldFacts, shippedBook } from '@ywk/appraisal-app';
import { createPool } from '@ywk/event-store';
import {
  FollowerServer,
  kafkaSource,
  type FollowerSource,
  type LogBatch,
  type LogReader,
} from '@ywk/projections';
import { registryFor } from '../bench-log.ts';
import { answerTask, FoldClock, type FoldReport, type FoldTask } from './fold-task.ts';

const nobody: LogReader = {
  read: () => Promise.reject(new Error('The topic has a gap.')),
  heads: () => Promise.resolve([]),
};

/** The source as it is, with a look at the clock when the first records come. */
const timed = (source: FollowerSource, clock: FoldClock): FollowerSource => ({
  ...source,
  open: (port) =>
    source.open(
      new Proxy(port, {
        get: (target, name) => {
          const value: unknown = Reflect.get(target, name);
          if (typeof value !== 'function') return value;
          if (name === 'deliver') clock.begin();
          return value.bind(target) as unknown;
        },
      }),
    ),
});

/** The follower of appraisal with its fold of facts, as the service composes it. */
const fold = async (task: FoldTask): Promise<FoldReport> => {
  const { databaseUrl, brokers, topic, group, count } = task;
  const pool = createPool({ url: databaseUrl, max: 8, applicationName: 'bench-fold' });
  const clock = new FoldClock();
  const rules = shippedBook();
  let done = 0;
  let finish: () => void;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const server = new FollowerServer({
    group,
    pool,
    registry: registryFor(topic),
    logs: [topic],
    source: timed(kafkaSource({ brokers, reader: nobody }), clock),
    hooks: { flushed: (_group, events) => (done += events) === count && finish() },
  });
  server.seesCauses = true;
  server.addHandler(topic, (batch: LogBatch) => foldFacts(batch, rules), true);
  await new Promise<void>((resolve, reject) => {
    server.listen((error) => (error === undefined ? resolve() : reject(error as Error)));
  });
  await finished;
  const report = clock.report();
  await server.close();
  await pool.end();
  return report;
};

answerTask(fold);
