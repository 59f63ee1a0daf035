import { ContractRegistry, DOORS, EVENT_CONTRACTS, LOGS } from '@ywk/contracts';
import type { EventStore } from '@ywk/event-store';
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

/** With their facts, so many messages fit into one append. */
const RECORDS_AT_ONCE = 100;

/** Logs of others: from the topics, or over HTTP where there is no Kafka. */
const foreignSource = ({ config, tokens, logger: log }: FollowerParts): FollowerSource => {
  const access = { urls: config.LOG_URLS, token: () => tokens.token(), log };
  const brokers = config.KAFKA_BROKERS;
  if (brokers.length === 0) return httpSource(access);
  return kafkaSource({ brokers, reader: httpLogReader(access), log });
};

const doorsOf = ({ config, doorPool: pool, metrics, logger: log }: FollowerParts): DoorServer[] => {
  const brokers = config.KAFKA_BROKERS;
  if (brokers.length === 0) return [];
  const door = { group: GROUPS.feed, doors: [DOORS.dispatchFeed], maxRecords: RECORDS_AT_ONCE };
  return [new DoorServer({ ...door, pool, brokers, hooks: metrics.followerHooks, log })];
};

export const followersOf = (parts: FollowerParts): Followers => {
  const { pool, store, metrics, logger } = parts;
  const registry = new ContractRegistry(EVENT_CONTRACTS);
  const common = { pool, registry, hooks: metrics.followerHooks, log: logger };
  const foreign = { ...common, source: foreignSource(parts) };
  const own = { ...common, source: storeSource({ store, log: logger }) };
  return {
    logs: [
      new FollowerServer({ ...foreign, group: GROUPS.personnel, logs: [LOGS.personnel] }),
      new FollowerServer({ ...foreign, group: GROUPS.periods, logs: [LOGS.period] }),
      new FollowerServer({ ...foreign, group: GROUPS.liability, logs: [LOGS.decision] }),
      new FollowerServer({ ...own, group: GROUPS.entries, logs: [LOGS.entry] }),
      new FollowerServer({ ...own, group: GROUPS.conduct, logs: [LOGS.case] }),
    ],
    doors: doorsOf(parts),
  };
};
