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
  const access = { urls: config.LOG_URLS, token: () => tokens.token(), log };
  const brokers = config.KAFKA_BROKERS;
  if (brokers.length === 0) return httpSource(access);
  return kafkaSource({ brokers, reader: httpLogReader(access), log });
};

/** Takes answers from the topic. */
export const acknowledgementDoor = (
  pool: Connections,
  brokers: readonly string[],
  told: Pick<DoorServerOptions, 'hooks' | 'log'> = {},
): DoorServer =>
  new DoorServer({
    group: GROUPS.acknowledgements,
    doors: [DOORS.payrollAck],
    pool,
    brokers,
    ...told,
  });

export const followersOf = (parts: FollowerParts): Followers => {
  const { config, pool, store, metrics, logger } = parts;
  const registry = new ContractRegistry(EVENT_CONTRACTS);
  const brokers = config.KAFKA_BROKERS;
  const hooks = metrics.followerHooks;
  const common = { pool, registry, hooks, log: logger };
  const foreign = { ...common, source: foreignSource(parts) };
  const own = { ...common, source: storeSource({ store, log: logger }) };
  return {
    logs: [
      new FollowerServer({
        ...foreign,
        group: GROUPS.lines,
        logs: [LOGS.decision, LOGS.personnel, LOGS.conduct],
      }),
      new FollowerServer({ ...foreign, group: GROUPS.directory, logs: [LOGS.personnel] }),
      new FollowerServer({ ...own, group: GROUPS.board, logs: [LOGS.change, LOGS.line] }),
    ],
    doors: brokers.length === 0 ? [] : [acknowledgementDoor(pool, brokers, { hooks, log: logger })],
  };
};
