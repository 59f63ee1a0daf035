import { ContractRegistry, EVENT_CONTRACTS, LOGS, READINGS } from '@ywk/contracts';
import type { EventStore } from '@ywk/event-store';
import { brokerAddressOf } from '@ywk/messaging';
import type { Metrics, ServiceEnv, ServiceTokens } from '@ywk/platform';
import {
  DoorServer,
  FollowerServer,
  httpLogReader,
  httpSource,
  kafkaSource,
  storeSource,
  type FollowerSource,
} from '@ywk/projections';
import type { Logger } from 'pino';
import type { Connections } from '../persistence/transaction.ts';
import { GROUPS } from './groups.ts';

export interface FollowerParts {
  readonly config: ServiceEnv;
  readonly pool: Connections;
  /** Apart from the others, see DOOR_POOL. */
  readonly doorPool: Connections;
  readonly store: EventStore;
  readonly metrics: Metrics;
  readonly tokens: ServiceTokens;
  readonly logger: Logger;
}

/** What this service reads, each under its own progress. */
export interface Followers {
  readonly logs: readonly FollowerServer[];
  /** None where there is no Kafka. */
  readonly doors: readonly DoorServer[];
}

/** Nest token of {@link Followers}. */
export const FOLLOWERS = Symbol('duty:followers');

const READ = READINGS.duty;

/** With their facts, so many messages fit into one append. */
const RECORDS_AT_ONCE = 100;

/** Logs of others: from the topics, or over HTTP where there is no Kafka. */
const foreignSource = ({ config, tokens, logger: log }: FollowerParts): FollowerSource => {
  const access = { urls: config.LOG_URLS, ask: tokens.ask, log };
  if (config.KAFKA_BROKERS.length === 0) return httpSource(access);
  return kafkaSource({ ...brokerAddressOf(config), reader: httpLogReader(access), log });
};

const doorsOf = ({ config, doorPool: pool, metrics, logger: log }: FollowerParts): DoorServer[] => {
  const address = brokerAddressOf(config);
  if (address.brokers.length === 0) return [];
  const door = { group: GROUPS.feed, doors: READ.feed.topics, maxRecords: RECORDS_AT_ONCE };
  return [new DoorServer({ ...door, pool, ...address, hooks: metrics.followerHooks, log })];
};

export const followersOf = (parts: FollowerParts): Followers => {
  const { pool, store, metrics, logger } = parts;
  const registry = new ContractRegistry(EVENT_CONTRACTS);
  const common = { pool, registry, hooks: metrics.followerHooks, log: logger };
  const foreign = { ...common, source: foreignSource(parts) };
  const own = { ...common, source: storeSource({ store, log: logger }) };
  return {
    logs: [
      new FollowerServer({ ...foreign, group: GROUPS.personnel, logs: READ.personnel.topics }),
      new FollowerServer({ ...foreign, group: GROUPS.periods, logs: READ.periods.topics }),
      new FollowerServer({ ...foreign, group: GROUPS.liability, logs: READ.liability.topics }),
      new FollowerServer({ ...own, group: GROUPS.entries, logs: [LOGS.entry] }),
      new FollowerServer({ ...own, group: GROUPS.conduct, logs: [LOGS.case] }),
    ],
    doors: doorsOf(parts),
  };
};
