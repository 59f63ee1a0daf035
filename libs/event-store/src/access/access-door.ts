import type { Provider } from '@nestjs/common';
import { ACCESS_AUDIT, type AccessTable } from '@ywk/platform';
import type { Pool } from 'pg';
import { EventStore } from '../event-store.ts';
import { AccessLog } from './access-log.ts';
import { AccessReading } from './access-reading.ts';

/** Who looks in the log of reads. */
export const accessRoutes: AccessTable = { 'GET /v1/access-log': { all: ['auditor'] } };

/** The log of reads of a service, for the guard of personal data and for the door to it. */
export const accessProviders = (log: string, pool: symbol): Provider[] => [
  {
    provide: ACCESS_AUDIT,
    useFactory: (store: EventStore) => new AccessLog(store, log),
    inject: [EventStore],
  },
  {
    provide: AccessReading,
    useFactory: (store: EventStore, connections: Pool) =>
      new AccessReading({ store, log, pool: connections }),
    inject: [EventStore, pool],
  },
];
