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
import { AnswerLines } from './commands/answer-lines.ts';
import { IssueLines } from './commands/issue-lines.ts';
import { PayRuns } from './commands/pay-runs.ts';
import { AcknowledgementConsumer } from './consumers/acknowledgement.consumer.ts';
import { FOLLOWERS, followersOf, type Followers } from './consumers/followers.ts';
import { PayCauseConsumer } from './consumers/pay-cause.consumer.ts';
import { ViewConsumer } from './consumers/view.consumer.ts';
import { AcknowledgementsController } from './http/acknowledgements.controller.ts';
import { ChangesController } from './http/changes.controller.ts';
import { PayRunsController } from './http/pay-runs.controller.ts';
import type { Connections } from './persistence/database.ts';
import { RefusedAnswers } from './persistence/refused-answer.store.ts';
import { ChangeBoard } from './projections/change-board/change-board.query.ts';
import { Names } from './projections/directory/names.ts';
import { remoteKeys } from './projections/directory/remote-keys.ts';

/** Nest token of the service's connections. */
export const POOL = Symbol('payroll:pool');

/** Two writers and a claim for each of three followers, and what requests need. */
const CONNECTIONS = 16;

const doors = [
  ChangesController,
  PayRunsController,
  AcknowledgementsController,
  LogController,
  ParkedController,
];
const consumers = [PayCauseConsumer, ViewConsumer, AcknowledgementConsumer];

type FollowerInjection = [Connections, EventStore, Metrics, ServiceTokens, Logger];

const stores = ({ DATABASE_URL: url }: ServiceEnv): Provider[] => [
  {
    provide: POOL,
    useFactory: () => createPool({ url, max: CONNECTIONS, applicationName: 'payroll' }),
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

const outlet = (config: ServiceEnv): Provider => {
  const address = brokerAddressOf(config);
  const newWriter = () => new TopicWriter({ ...address, clientId: 'payroll-relay' });
  const topics = {
    logs: [LOGS.change],
    newWriter: address.brokers.length === 0 ? undefined : newWriter,
  };
  return {
    provide: LogOutlet,
    useFactory: (...[pool, store, metrics, logger]: OutletInjection) =>
      new LogOutlet({ ...topics, pool, store, metrics, logger }),
    inject: [POOL, EventStore, Metrics, LOGGER],
  };
};

const commands: Provider[] = [
  {
    provide: IssueLines,
    useFactory: (store: EventStore) => new IssueLines(store),
    inject: [EventStore],
  },
  {
    provide: PayRuns,
    useFactory: (store: EventStore, pool: Connections) => new PayRuns(store, pool),
    inject: [EventStore, POOL],
  },
  {
    provide: AnswerLines,
    useFactory: (store: EventStore, pool: Connections) => new AnswerLines(store, pool),
    inject: [EventStore, POOL],
  },
];

const readers = ({ KEY_SERVICE_URL: url }: ServiceEnv): Provider[] => [
  {
    provide: ChangeBoard,
    useFactory: (pool: Connections) => new ChangeBoard(pool),
    inject: [POOL],
  },
  {
    provide: RefusedAnswers,
    useFactory: (pool: Connections) => new RefusedAnswers(pool),
    inject: [POOL],
  },
  {
    provide: Names,
    useFactory: (tokens: ServiceTokens, logger: Logger) =>
      new Names(remoteKeys({ url, ask: tokens.ask }), Date.now, (error) =>
        logger.warn({ err: error }, 'names are not shown: the keeper of keys does not answer'),
      ),
    inject: [ServiceTokens, LOGGER],
  },
];

const followers = (config: ServiceEnv): Provider[] => [
  {
    provide: FOLLOWERS,
    useFactory: (...[pool, store, metrics, tokens, logger]: FollowerInjection) =>
      followersOf({ config, pool, store, metrics, tokens, logger }),
    inject: [POOL, EventStore, Metrics, ServiceTokens, LOGGER],
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

/** Decisions in, change lines out, answers back. */
@Module({})
export class PayrollModule {
  static of(config: ServiceEnv): DynamicModule {
    return {
      module: PayrollModule,
      controllers: [...doors, ...consumers],
      providers: [
        ...stores(config),
        outlet(config),
        ...commands,
        ...readers(config),
        ...followers(config),
      ],
    };
  }
}
