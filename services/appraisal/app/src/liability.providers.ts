import type { Provider } from '@nestjs/common';
import { EventStore } from '@ywk/event-store';
import { LOGGER } from '@ywk/platform';
import type { Logger } from 'pino';
import { SettleLiability } from './commands/settle-liability.ts';
import { LiabilityWorker } from './consumers/liability.worker.ts';
import type { Connections } from './persistence/database.ts';
import type { RulesInForce } from './persistence/rules-in-force.ts';
import { publishLiability, publishSettled } from './publishers/liability.publisher.ts';

const publishing = { liability: publishLiability, settled: publishSettled };

/** Who answers for whom, settled as it changes. @param pool Nest token of the connections */
export const liabilityProviders = (pool: symbol, rules: RulesInForce): Provider[] => [
  {
    provide: SettleLiability,
    useFactory: (connections: Connections, store: EventStore) =>
      new SettleLiability({ pool: connections, store, rules, publishing }),
    inject: [pool, EventStore],
  },
  {
    provide: LiabilityWorker,
    useFactory: (connections: Connections, settling: SettleLiability, logger: Logger) =>
      new LiabilityWorker(connections, settling, logger),
    inject: [pool, SettleLiability, LOGGER],
  },
];
