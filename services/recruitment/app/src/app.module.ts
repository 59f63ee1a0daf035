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
import { commandProviders, POOL } from './command.providers.ts';
import { BoardConsumer } from './consumers/board.consumer.ts';
import { Followers } from './consumers/followers.ts';
import { PeriodConsumer } from './consumers/period.consumer.ts';
import { SubjectConsumer } from './consumers/subject.consumer.ts';
import { EmploymentsController } from './http/employments.controller.ts';
import { ExitsController } from './http/exits.controller.ts';
import { ImportController } from './http/import.controller.ts';
import { KeysController } from './http/keys.controller.ts';
import { LeadersController } from './http/leaders.controller.ts';
import { OfficersController } from './http/officers.controller.ts';
import { RegistrationController } from './http/registration.controller.ts';
import { UnitsController } from './http/units.controller.ts';
import type { Connections } from './persistence/database.ts';
import { KeyStore } from './persistence/keys/key.store.ts';
import { OfficerBoard } from './projections/officer-board/officer-board.query.ts';
import { NameFiller } from './projections/officer-names/name-filler.ts';
import { UnitBoard } from './projections/unit-board/unit-board.query.ts';
import type { RecruitmentEnv } from './recruitment.env.ts';

/** Nest token of the connections to the database of keys. */
const KEYS_POOL = Symbol('recruitment:keys-pool');

/** Two writers and a claim for each of three followers, and what requests need. */
const CONNECTIONS = 16;
const KEY_CONNECTIONS = 6;

const doors = [
  UnitsController,
  LeadersController,
  ImportController,
  RegistrationController,
  OfficersController,
  EmploymentsController,
  ExitsController,
  KeysController,
  LogController,
  ParkedController,
];
const consumers = [BoardConsumer, SubjectConsumer, PeriodConsumer];

const stores = (config: RecruitmentEnv): Provider[] => [
  {
    provide: POOL,
    useFactory: () =>
      createPool({ url: config.DATABASE_URL, max: CONNECTIONS, applicationName: 'recruitment' }),
  },
  {
    provide: KEYS_POOL,
    useFactory: () =>
      createPool({
        url: config.KEYS_DATABASE_URL,
        max: KEY_CONNECTIONS,
        applicationName: 'recruitment-keys',
      }),
  },
  { provide: KeyStore, useFactory: (pool: Connections) => new KeyStore(pool), inject: [KEYS_POOL] },
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

type OutletInjection = [Connections, Connections, EventStore, Metrics, Logger];

const outlet = (config: RecruitmentEnv): Provider => {
  const address = brokerAddressOf(config);
  const newWriter = () => new TopicWriter({ ...address, clientId: 'recruitment-relay' });
  const topics = {
    logs: [LOGS.personnel],
    newWriter: address.brokers.length === 0 ? undefined : newWriter,
  };
  return {
    provide: LogOutlet,
    useFactory: (...[pool, keys, store, metrics, logger]: OutletInjection) =>
      new LogOutlet({ ...topics, pool, otherPools: [keys], store, metrics, logger }),
    inject: [POOL, KEYS_POOL, EventStore, Metrics, LOGGER],
  };
};

const readers: Provider[] = [
  {
    provide: OfficerBoard,
    useFactory: (pool: Connections) => new OfficerBoard(pool),
    inject: [POOL],
  },
  { provide: UnitBoard, useFactory: (pool: Connections) => new UnitBoard(pool), inject: [POOL] },
  {
    provide: NameFiller,
    useFactory: (pool: Connections, keys: KeyStore, logger: Logger) =>
      new NameFiller({
        pool,
        keys,
        onError: (error) => logger.warn({ err: error }, 'names wait for their keys'),
      }),
    inject: [POOL, KeyStore, LOGGER],
  },
];

type FollowerInjection = [Connections, EventStore, Metrics, ServiceTokens, NameFiller, Logger];

const followers = (config: RecruitmentEnv): Provider[] => [
  {
    provide: Followers,
    useFactory: (...[pool, store, metrics, tokens, names, logger]: FollowerInjection) =>
      new Followers({ config, pool, store, metrics, tokens, logger, onBoard: () => names.wake() }),
    inject: [POOL, EventStore, Metrics, ServiceTokens, NameFiller, LOGGER],
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

/** People: who they are, where they stand, since when. */
@Module({})
export class RecruitmentModule {
  static of(config: RecruitmentEnv): DynamicModule {
    return {
      module: RecruitmentModule,
      global: true,
      controllers: [...doors, ...consumers],
      providers: [
        ...stores(config),
        outlet(config),
        ...commandProviders,
        ...readers,
        ...followers(config),
      ],
      exports: [IDEMPOTENCY_STORE],
    };
  }
}
