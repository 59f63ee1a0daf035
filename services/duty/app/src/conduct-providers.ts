import type { Provider } from '@nestjs/common';
import { EventStore } from '@ywk/event-store';
import { Commendations } from './commands/commendations.ts';
import { ConductWriter } from './commands/conduct-writer.ts';
import { Discipline } from './commands/discipline.ts';
import { FactCatalogues } from './commands/fact-catalogues.ts';
import { Leaves } from './commands/leaves.ts';
import { ShowConduct } from './commands/show-conduct.ts';
import { POOL } from './persistence/pools.ts';
import type { Connections } from './persistence/transaction.ts';

type ConductParts = [Connections, ConductWriter, FactCatalogues];

/** Discipline, commendations and leave: what writes, and what answers. */
export const conductProviders: Provider[] = [
  {
    provide: ConductWriter,
    useFactory: (store: EventStore) => new ConductWriter(store),
    inject: [EventStore],
  },
  {
    provide: Discipline,
    useFactory: (...parts: ConductParts) => new Discipline(...parts),
    inject: [POOL, ConductWriter, FactCatalogues],
  },
  {
    provide: Commendations,
    useFactory: (...parts: ConductParts) => new Commendations(...parts),
    inject: [POOL, ConductWriter, FactCatalogues],
  },
  {
    provide: Leaves,
    useFactory: (db: Connections, writer: ConductWriter) => new Leaves(db, writer),
    inject: [POOL, ConductWriter],
  },
  {
    provide: ShowConduct,
    useFactory: (db: Connections, catalogues: FactCatalogues) => new ShowConduct(db, catalogues),
    inject: [POOL, FactCatalogues],
  },
];
