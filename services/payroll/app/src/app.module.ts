import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { ContractRegistry, EVENT_CONTRACTS } from '@ywk/contracts';
import { createPool, EventStore } from '@ywk/event-store';
import { LOGGER, Metrics, ServiceTokens, type ServiceEnv } from '@ywk/platform';
import type { Logger } from 'pino';
import { AnswerLines } from './commands/answer-lines.ts';
import { IssueLines } from './commands/issue-lines.ts';
import { AcknowledgementConsumer } from './consumers/acknowledgement.consumer.ts';
import { PayCauseConsumer } from './consumers/pay-cause.consumer.ts';
import { ViewConsumer } from './consumers/view.consumer.ts';
import { AcknowledgementsController } from './http/acknowledgements.controller.ts';
import { ChangesController } from './http/changes.controller.ts';
import { PayrollLogController } from './http/payroll-log.controller.ts';
import type { Connections } from './persistence/database.ts';
import { Outlet } from './persistence/logs.ts';
import { RefusedAnswers } from './persistence/refused-answer.store.ts';
import { ChangeBoard } from './projections/change-board/change-board.query.ts';
import { Names } from './projections/directory/names.ts';
import { remoteKeys } from './projections/directory/remote-keys.ts';

/** Nest token of the service's connections. */
export const POOL = Symbol('payroll:pool');

/** Two writers and a claim for each of three followers, and what requests need. */
const CONNECTIONS = 16;

const doors = [ChangesController, AcknowledgementsController, PayrollLogController];
const consumers = [PayCauseConsumer, ViewConsumer, AcknowledgementConsumer];

const stores = ({ DATABASE_URL: url, KAFKA_BROKERS: brokers }: ServiceEnv): Provider[] => [
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
    provide: Outlet,
    useFactory: (...[pool, store, metrics, logger]: [Connections, EventStore, Metrics, Logger]) =>
      new Outlet({ pool, store, brokers, metrics, logger }),
    inject: [POOL, EventStore, Metrics, LOGGER],
  },
];

const commands: Provider[] = [
  {
    provide: IssueLines,
    useFactory: (store: EventStore) => new IssueLines(store),
    inject: [EventStore],
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
      new Names(remoteKeys({ url, token: () => tokens.token() }), Date.now, (error) =>
        logger.warn({ err: error }, 'names are not shown: the keeper of keys does not answer'),
      ),
    inject: [ServiceTokens, LOGGER],
  },
];

/** Decisions in, change lines out, answers back. */
@Module({})
export class PayrollModule {
  static of(config: ServiceEnv): DynamicModule {
    return {
      module: PayrollModule,
      controllers: [...doors, ...consumers],
      providers: [...stores(config), ...commands, ...readers(config)],
    };
  }
}
