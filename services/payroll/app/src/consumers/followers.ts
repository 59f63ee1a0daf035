import { ContractRegistry, EVENT_CONTRACTS, LOGS, READINGS } from '@ywk/contracts';
import type { EventStore } from '@ywk/event-store';
import { brokerAddressOf, type BrokerAddress } from '@ywk/messaging';
import type { Metrics, ServiceEnv, ServiceTokens } from '@ywk/platform';
import {
  DoorServer,
  FollowerServer,
  httpLogReader,
  httpSource,
  kafkaSource,
  storeSource,
  type DoorServerOptions,
  type FollowerSource,
} from '@ywk/projections';
import type { Logger } from 'pino';
import type { Connections } from '../persistence/database.ts';
import { GROUPS } from './groups.ts';

export interface FollowerParts {
  readonly config: ServiceEnv;
  readonly pool: Connections;
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
export const FOLLOWERS = Symbol('payroll:followers');

/** Logs of others: from the topics, or over HTTP where there is no Kafka. */
const foreignSource = ({ config, tokens, logger: log }: FollowerParts): FollowerSource => {
  const access = { urls: config.LOG_URLS, ask: tokens.ask, log };
  if (config.KAFKA_BROKERS.length === 0) return httpSource(access);
  return kafkaSource({ ...brokerAddressOf(config), reader: httpLogReader(access), log });
};

/** Takes answers from the topic. */
export const acknowledgementDoor = (
  pool: Connections,
  address: BrokerAddress,
  told: Pick<DoorServerOptions, 'hooks' | 'log'> = {},
): DoorServer =>
  new DoorServer({
    group: GROUPS.acknowledgements,
    doors: READINGS.payroll.acknowledgements.topics,
    pool,
    ...address,
    ...told,
  });

export const followersOf = (parts: FollowerParts): Followers => {
  const { config, pool, store, metrics, logger } = parts;
  const registry = new ContractRegistry(EVENT_CONTRACTS);
  const address = brokerAddressOf(config);
  const hooks = metrics.followerHooks;
  const common = { pool, registry, hooks, log: logger };
  const foreign = { ...common, source: foreignSource(parts) };
  const own = { ...common, source: storeSource({ store, log: logger }) };
  return {
    logs: [
      new FollowerServer({
        ...foreign,
        group: GROUPS.lines,
        logs: READINGS.payroll.lines.topics,
      }),
      new FollowerServer({
        ...foreign,
        group: GROUPS.directory,
        logs: READINGS.payroll.directory.topics,
      }),
      new FollowerServer({ ...own, group: GROUPS.board, logs: [LOGS.change, LOGS.line] }),
    ],
    doors:
      address.brokers.length === 0
        ? []
        : [acknowledgementDoor(pool, address, { hooks, log: logger })],
  };
};
