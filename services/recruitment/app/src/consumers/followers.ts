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
  /** The board has moved on. */
  readonly onBoard: () => void;
}

/** What this service reads, each under its own progress. */
export class Followers {
  readonly servers: readonly FollowerServer[];

  constructor(parts: FollowerParts) {
    const { pool, store, metrics, logger } = parts;
    const registry = new ContractRegistry(EVENT_CONTRACTS);
    const common = { pool, registry, hooks: metrics.followerHooks, log: logger };
    const own = { ...common, source: storeSource({ store, log: logger }), logs: [LOGS.personnel] };
    this.servers = [
      new FollowerServer({ ...own, group: GROUPS.board, hooks: wakingHooks(parts) }),
      new FollowerServer({ ...own, group: GROUPS.subjects }),
      new FollowerServer({
        ...common,
        group: GROUPS.periods,
        source: foreignSource(parts),
        logs: READINGS.recruitment.periods.topics,
      }),
    ];
  }
}

const wakingHooks = ({ metrics, onBoard }: FollowerParts): FollowerHooks => ({
  ...metrics.followerHooks,
  flushed: (group, events, ms) => {
    metrics.followerHooks.flushed(group, events, ms);
    onBoard();
  },
});

/** Logs of others: from the topics, or over HTTP where there is no Kafka. */
const foreignSource = ({ config, tokens, logger: log }: FollowerParts): FollowerSource => {
  const access = { urls: config.LOG_URLS, ask: tokens.ask, log };
  if (config.KAFKA_BROKERS.length === 0) return httpSource(access);
  return kafkaSource({ ...brokerAddressOf(config), reader: httpLogReader(access), log });
};
