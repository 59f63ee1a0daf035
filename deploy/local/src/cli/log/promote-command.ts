import {
  ContractRegistry,
  EVENT_CONTRACTS,
  LOG_OWNERS,
  LOGS,
  PUBLISHED_LOGS,
} from '@ywk/contracts';
import { EventStore, Promotion, type LostTail } from '@ywk/event-store';
import { TopicAdmin, type BrokerAddress } from '@ywk/messaging';
import type { Command } from 'commander';
import type { Pool } from 'pg';
import { brokersFrom } from '../brokers.ts';
import { progressBar } from '../progress-bar.ts';
import {
  serviceDatabase,
  withDatabase,
  withServiceOptions,
  type ServiceOptions,
} from '../service-connection.ts';
import { lostTailsOf } from './lost-tails.ts';
import { reportJson, reportLines, type PromotionReport } from './promotion-report.ts';
import { retellCalls } from './retell-calls.ts';

interface PromoteOptions extends ServiceOptions {
  readonly brokers?: string;
  /** False with --no-topics. */
  readonly topics: boolean;
  readonly yes?: true;
  readonly json?: true;
}

interface Work {
  readonly promotion: Promotion;
  readonly store: EventStore;
  readonly logs: readonly string[];
  readonly options: PromoteOptions;
}

const existing = async (kafka: BrokerAddress, logs: readonly string[]): Promise<string[]> => {
  const admin = new TopicAdmin(kafka);
  try {
    const names = await admin.names();
    return logs.filter((log) => PUBLISHED_LOGS.includes(log) && names.includes(log));
  } finally {
    await admin.close();
  }
};

/** Compares every log that has a topic with it. */
const compare = async ({ promotion, store, logs, options }: Work) => {
  const kafka = brokersFrom(options.brokers);
  const compared = options.topics ? await existing(kafka, logs) : [];
  const format = '{log}: {value} records read 已读';
  const bar = progressBar(options.json === true, format, { log: '' });
  const tails: LostTail[] = [];
  try {
    for (const log of compared) {
      const told = (read: number): void => bar.update(read, read, { log });
      tails.push(...(await lostTailsOf({ promotion, store, kafka, log, told })));
    }
  } finally {
    bar.stop();
  }
  return { compared, tails };
};

const promote = async (work: Work): Promise<PromotionReport> => {
  const { promotion, store, logs, options } = work;
  await (options.yes === true ? promotion.close() : promotion.assertPrimary());
  const { compared, tails } = await compare(work);
  const events = tails.flatMap((tail) => tail.events);
  const unreachable = tails.flatMap((tail) => tail.unreachable);
  const unpublished = logs.filter((log) => !compared.includes(log));
  const found = { tails: events, unreachable, compared, unpublished };
  if (options.yes !== true) return { ...found, calls: [], epoch: undefined };
  const calls = logs.includes(LOGS.call) ? await retellCalls(store, events) : [];
  await promotion.importTails(tails.map((tail) => tail.events));
  const seen = tails.reduce((top, { topicEpoch }) => Math.max(top, topicEpoch), 0);
  return { ...found, calls, epoch: await promotion.open(seen) };
};

const run = async (options: PromoteOptions): Promise<void> => {
  const database = serviceDatabase(options);
  const logs = LOG_OWNERS[database.service];
  const registry = new ContractRegistry(EVENT_CONTRACTS);
  const report = await withDatabase(database, (pool: Pool) =>
    promote({
      promotion: new Promotion({ pool, registry, logs }),
      store: new EventStore({ pool, registry }),
      ...{ logs, options },
    }),
  );
  const text = options.json === true ? reportJson(report) : reportLines(report).join('\n');
  process.stdout.write(`${text}\n`);
  if (report.unreachable.length > 0) process.exitCode = 2;
};

/** `ywk log promote` */
export const addPromoteCommand = (group: Command): void => {
  withServiceOptions(
    group
      .command('promote')
      .description(
        'Open the logs on a promoted or restored database: take back what the topics hold, raise the log epoch, name what is lost 主备切换或恢复后启用日志',
      ),
  )
    .option('--brokers <list>', 'host:port,…; default KAFKA_BROKERS, else that of npm start')
    .option('--no-topics', 'there is no Kafka: nothing to compare with')
    .option('--yes', 'do it; without this nothing is changed and the comparison is shown')
    .option('--json', 'the result for machines')
    .action(run);
};
