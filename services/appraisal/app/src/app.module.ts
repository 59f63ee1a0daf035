import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { ContractRegistry, EVENT_CONTRACTS, LOG_OWNERS, PUBLISHED_LOGS } from '@ywk/contracts';
import {
  createPool,
  EventStore,
  LogController,
  LogOutlet,
  PostgresIdempotencyStore,
} from '@ywk/event-store';
import { brokerAddressOf, TopicWriter } from '@ywk/messaging';
import {
  Health,
  IDEMPOTENCY_STORE,
  LOGGER,
  Metrics,
  ServiceTokens,
  type ServiceEnv,
} from '@ywk/platform';
import { FollowerWatch, ParkedController, PARKING_LOTS } from '@ywk/projections';
import type { Logger } from 'pino';
import { BoardConsumer } from './consumers/board.consumer.ts';
import { ConductConsumer } from './consumers/conduct.consumer.ts';
import { Followers, followersOf } from './consumers/followers.ts';
import { FoldingRules, ScoreConsumer } from './consumers/score.consumer.ts';
import { ownDoors } from './http/doors.ts';
import { RuleBooks } from './http/rule-books.ts';
import { commandProviders } from './command.providers.ts';
import { labProviders } from './lab.providers.ts';
import { liabilityProviders } from './liability.providers.ts';
import type { Connections } from './persistence/database.ts';
import { RulesInForce } from './persistence/rules-in-force.ts';
import { readerProviders } from './reader.providers.ts';
import { RefreshService } from './projections/score-board/refresh.service.ts';

/** Nest token of the service's connections. */
export const POOL = Symbol('appraisal:pool');

/** Two writers and a claim for each of three followers, the refresher, and what requests need. */
const CONNECTIONS = 19;

const doors = [...ownDoors, LogController, ParkedController];
const consumers = [ScoreConsumer, ConductConsumer, BoardConsumer];

const rulesOf = (rules: RulesInForce): Provider[] => [
  {
    provide: RuleBooks,
    useFactory: (pool: Connections) => ({ by: (until: number) => rules.readBy(pool, until) }),
    inject: [POOL],
  },
  { provide: FoldingRules, useValue: rules },
];

const stores = ({ DATABASE_URL: url }: ServiceEnv): Provider[] => [
  {
    provide: POOL,
    useFactory: () => createPool({ url, max: CONNECTIONS, applicationName: 'appraisal' }),
  },
  {
    provide: EventStore,
    useFactory: (pool: Connections) =>
      new EventStore({ pool, registry: new ContractRegistry(EVENT_CONTRACTS) }),
    inject: [POOL],
  },
  {
    provide: IDEMPOTENCY_STORE,
    useFactory: (pool: Connections) => new PostgresIdempotencyStore(pool),
    inject: [POOL],
  },
];

type OutletInjection = [Connections, EventStore, Metrics, Logger];

/** Own logs that have a topic; nothing is relayed where there is no Kafka. */
const outlet = (config: ServiceEnv): Provider => {
  const address = brokerAddressOf(config);
  const logs = LOG_OWNERS.appraisal.filter((log) => PUBLISHED_LOGS.includes(log));
  const relay = () => new TopicWriter({ ...address, clientId: 'appraisal-relay' });
  const newWriter = address.brokers.length === 0 ? undefined : relay;
  return {
    provide: LogOutlet,
    useFactory: (...[pool, store, metrics, logger]: OutletInjection) =>
      new LogOutlet({ logs, newWriter, pool, store, metrics, logger }),
    inject: [POOL, EventStore, Metrics, LOGGER],
  };
};

type FollowersInjection = [
  ...[Connections, EventStore, Metrics, ServiceTokens],
  ...[RefreshService, Logger],
];

const following = (config: ServiceEnv): Provider[] => [
  {
    provide: Followers,
    useFactory: (...[pool, store, metrics, tokens, refresh, logger]: FollowersInjection) =>
      followersOf({
        ...{ config, pool, store, metrics, tokens, logger },
        folded: () => refresh.wake(),
      }),
    inject: [POOL, EventStore, Metrics, ServiceTokens, RefreshService, LOGGER],
  },
  {
    provide: PARKING_LOTS,
    useFactory: ({ servers }: Followers) => servers.map(({ parkingLot }) => parkingLot),
    inject: [Followers],
  },
  {
    provide: FollowerWatch,
    useFactory: ({ servers }: Followers, health: Health, metrics: Metrics) =>
      new FollowerWatch({ followers: servers, health, metrics, url: config.DATABASE_URL }),
    inject: [Followers, Health, Metrics],
  },
];

/** Facts in, scores live, months closed, grades and tiers decided by two persons. */
@Module({})
export class AppraisalModule {
  static of(config: ServiceEnv): DynamicModule {
    const rules = new RulesInForce();
    return {
      module: AppraisalModule,
      controllers: [...doors, ...consumers],
      providers: [
        ...rulesOf(rules),
        ...stores(config),
        outlet(config),
        ...commandProviders(POOL, rules),
        ...labProviders(POOL, rules),
        ...liabilityProviders(POOL, rules),
        ...readerProviders(POOL, rules),
        ...following(config),
      ],
    };
  }
}
