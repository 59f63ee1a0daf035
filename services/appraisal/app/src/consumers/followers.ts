import { ContractRegistry, EVENT_CONTRACTS, LOGS, READINGS } from '@ywk/contracts';
import type { EventStore } from '@ywk/event-store';
import { brokerAddressOf } from '@ywk/messaging';
import type { Metrics, ServiceEnv, ServiceTokens } from '@ywk/platform';
import {
  FollowerServer,
  httpLogReader,
  httpSource,
  kafkaSource,
  storeSource,
  type FollowerHooks,
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
  /** Called after each flush of facts and personnel. */
  folded(): void;
}

/** What this service follows; Nest connects them and operators look into their parking lots. */
export class Followers {
  constructor(readonly servers: readonly FollowerServer[]) {}
}

/** Logs of others: from the topics, or over HTTP where there is no Kafka. */
const foreignSource = ({ config, tokens, logger: log }: FollowerParts): FollowerSource => {
  const access = { urls: config.LOG_URLS, ask: tokens.ask, log };
  if (config.KAFKA_BROKERS.length === 0) return httpSource(access);
  return kafkaSource({ ...brokerAddressOf(config), reader: httpLogReader(access), log });
};

export const followersOf = (parts: FollowerParts): Followers => {
  const { pool, store, metrics, folded, logger } = parts;
  const registry = new ContractRegistry(EVENT_CONTRACTS);
  const common = { pool, registry, hooks: metrics.followerHooks, log: logger };
  const hooks: FollowerHooks = {
    ...metrics.followerHooks,
    flushed: (...flush) => {
      metrics.followerHooks.flushed(...flush);
      folded();
    },
  };
  const foreign = { ...common, hooks, source: foreignSource(parts) };
  const own = { ...common, source: storeSource({ store, log: logger }) };
  return new Followers([
    new FollowerServer({ ...foreign, group: GROUPS.score, logs: READINGS.appraisal.score.topics }),
    new FollowerServer({
      ...foreign,
      hooks: metrics.followerHooks,
      group: GROUPS.conduct,
      logs: READINGS.appraisal.conduct.topics,
    }),
    new FollowerServer({ ...own, group: GROUPS.board, logs: [LOGS.decision, LOGS.proposal] }),
  ]);
};
