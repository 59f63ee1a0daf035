import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { ContractRegistry, EVENT_CONTRACTS, LOGS } from '@ywk/contracts';
import {
  createPool,
  EventStore,
  LogController,
  LogOutlet,
  PostgresIdempotencyStore,
} from '@ywk/event-store';
import { brokerAddressOf, TopicWriter } from '@ywk/messaging';
import { Health, IDEMPOTENCY_STORE, LOGGER, Metrics, ServiceTokens } from '@ywk/platform';
import { FollowerWatch, ParkedController, PARKING_LOTS } from '@ywk/projections';
import type { Logger } from 'pino';
import { commandProviders } from './command-providers.ts';
import { ConductConsumer } from './consumers/conduct.consumer.ts';
import { EntryConsumer } from './consumers/entry.consumer.ts';
import { FeedConsumer } from './consumers/feed.consumer.ts';
import { FOLLOWERS, followersOf, type Followers } from './consumers/followers.ts';
import { LiabilityConsumer } from './consumers/liability.consumer.ts';
import { PeriodConsumer } from './consumers/period.consumer.ts';
import { PersonnelConsumer } from './consumers/personnel.consumer.ts';
import type { DutyEnv } from './duty-env.ts';
import { CallsController } from './http/calls.controller.ts';
import { CommendationsController } from './http/commendations.controller.ts';
import { ConductController } from './http/conduct.controller.ts';
import { DisciplineController } from './http/discipline.controller.ts';
import { DispatchEventsController } from './http/dispatch-events.controller.ts';
import { FactCataloguesController } from './http/fact-catalogues.controller.ts';
import { FactRulingsController } from './http/fact-rulings.controller.ts';
import { FactsController } from './http/facts.controller.ts';
import { FeedDeskController } from './http/feed-desk.controller.ts';
import { FiguresController } from './http/figures.controller.ts';
import { SourcesController } from './http/sources.controller.ts';
import { WrongDispatchesController } from './http/wrong-dispatches.controller.ts';
import { ClosedAtEnd, DOOR_POOL, POOL } from './persistence/pools.ts';
import type { Connections } from './persistence/transaction.ts';

/** Two writers and a claim for each follower, and what appends and requests need. */
const CONNECTIONS = 26;
const DOOR_CONNECTIONS = 4;

const doors = [
  DispatchEventsController,
  FeedDeskController,
  SourcesController,
  FactCataloguesController,
  FactRulingsController,
  FactsController,
  DisciplineController,
  CommendationsController,
  ConductController,
  WrongDispatchesController,
  CallsController,
  FiguresController,
  LogController,
  ParkedController,
];
const consumers = [
  PersonnelConsumer,
  PeriodConsumer,
  LiabilityConsumer,
  EntryConsumer,
  ConductConsumer,
  FeedConsumer,
];

const stores = ({ DATABASE_URL: url }: DutyEnv): Provider[] => [
  {
    provide: POOL,
    useFactory: () => createPool({ url, max: CONNECTIONS, applicationName: 'duty' }),
  },
  {
    provide: DOOR_POOL,
    useFactory: () => createPool({ url, max: DOOR_CONNECTIONS, applicationName: 'duty-door' }),
  },
  {
    provide: ClosedAtEnd,
    useFactory: (pool: Connections) => new ClosedAtEnd(pool),
    inject: [DOOR_POOL],
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
type FollowerInjection = [Connections, Connections, EventStore, Metrics, ServiceTokens, Logger];

const outlet = (config: DutyEnv): Provider => {
  const address = brokerAddressOf(config);
  const newWriter = () => new TopicWriter({ ...address, clientId: 'duty-relay' });
  const topics = {
    logs: [LOGS.fact, LOGS.conduct],
    newWriter: address.brokers.length === 0 ? undefined : newWriter,
  };
  return {
    provide: LogOutlet,
    useFactory: (...[pool, store, metrics, logger]: OutletInjection) =>
      new LogOutlet({ ...topics, pool, store, metrics, logger }),
    inject: [POOL, EventStore, Metrics, LOGGER],
  };
};

const followers = (config: DutyEnv): Provider[] => [
  {
    provide: FOLLOWERS,
    useFactory: (...[pool, doorPool, store, metrics, tokens, logger]: FollowerInjection) =>
      followersOf({ config, pool, doorPool, store, metrics, tokens, logger }),
    inject: [POOL, DOOR_POOL, EventStore, Metrics, ServiceTokens, LOGGER],
  },
  {
    provide: PARKING_LOTS,
    useFactory: ({ logs }: Followers) => logs.map(({ parkingLot }) => parkingLot),
    inject: [FOLLOWERS],
  },
  {
    provide: FollowerWatch,
    useFactory: ({ logs, doors: read }: Followers, health: Health, metrics: Metrics) =>
      new FollowerWatch({
        followers: [...logs, ...read],
        health,
        metrics,
        url: config.DATABASE_URL,
      }),
    inject: [FOLLOWERS, Health, Metrics],
  },
];

/** The feed in, facts out, calls and their figures to look at. */
@Module({})
export class DutyModule {
  static of(config: DutyEnv): DynamicModule {
    return {
      module: DutyModule,
      controllers: [...doors, ...consumers],
      providers: [
        ...stores(config),
        outlet(config),
        ...commandProviders(config),
        ...followers(config),
      ],
    };
  }
}
