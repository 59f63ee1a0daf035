import type { Provider } from '@nestjs/common';
import { EventStore } from '@ywk/event-store';
import { LOGGER } from '@ywk/platform';
import type { Logger } from 'pino';
import { activationChecks } from './commands/activation-checks.ts';
import { LabRuns } from './commands/lab-runs.ts';
import { Rules } from './commands/rules.ts';
import { GROUPS } from './consumers/groups.ts';
import type { Connections } from './persistence/database.ts';
import type { RulesInForce } from './persistence/rules-in-force.ts';
import { LabService } from './projections/lab/lab.service.ts';

/** The lab, and the rules that wait for its reports. @param pool Nest token of the connections */
export const labProviders = (pool: symbol, rules: RulesInForce): Provider[] => [
  {
    provide: LabService,
    useFactory: (connections: Connections, logger: Logger) =>
      new LabService({ pool: connections, rules }, logger),
    inject: [pool, LOGGER],
  },
  {
    provide: LabRuns,
    useFactory: (connections: Connections, store: EventStore, service: LabService) => {
      const asked = () => service.wake();
      return new LabRuns({ pool: connections, store, rules, group: GROUPS.score, asked });
    },
    inject: [pool, EventStore, LabService],
  },
  {
    provide: Rules,
    useFactory: (connections: Connections, store: EventStore, runs: LabRuns) => {
      const calendar = async () => (await rules.read(connections)).calendar;
      return new Rules(store, activationChecks(runs, calendar));
    },
    inject: [pool, EventStore, LabRuns],
  },
];
