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
import type { Connections } from '../persistence/database.ts';
import { ownLogs } from '../persistence/logs.ts';
import { GROUPS } from './groups.ts';

export interface FollowerParts {
  readonly config: ServiceEnv;
  readonly pool: Connections;
  readonly store: EventStore;
  readonly metrics: Metrics;
  readonly tokens: ServiceTokens;
}

/** Logs of others: from the topics, or over HTTP where there is no Kafka. */
const foreignSource = ({ config, tokens }: FollowerParts): FollowerSource => {
  const access = { urls: config.LOG_URLS, token: () => tokens.token() };
  const brokers = config.KAFKA_BROKERS;
  if (brokers.length === 0) return httpSource(access);
  return kafkaSource({ brokers, reader: httpLogReader(access) });
};

/** What this service follows, each under its own progress. */
export const followersOf = (parts: FollowerParts): (FollowerServer | DoorServer)[] => {
  const { config, pool, store, metrics } = parts;
  const registry = new ContractRegistry(EVENT_CONTRACTS);
  const common = { pool, registry, hooks: metrics.followerHooks };
  const foreign = { ...common, source: foreignSource(parts) };
  const own = { ...common, source: storeSource({ store: ownLogs(store) }) };
  const followers = [
    new FollowerServer({ ...foreign, group: GROUPS.lines, logs: [LOGS.decision, LOGS.personnel] }),
    new FollowerServer({ ...foreign, group: GROUPS.directory, logs: [LOGS.personnel] }),
    new FollowerServer({ ...own, group: GROUPS.board, logs: [LOGS.change, LOGS.line] }),
  ];
  if (config.KAFKA_BROKERS.length === 0) return followers;
  const door = { group: GROUPS.acknowledgements, pool, doors: [DOORS.payrollAck] };
  return [...followers, new DoorServer({ ...door, brokers: config.KAFKA_BROKERS })];
};
