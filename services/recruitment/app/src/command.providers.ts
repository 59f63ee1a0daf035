import type { Provider } from '@nestjs/common';
import { EventStore } from '@ywk/event-store';
import { ChangeOfficer } from './commands/change-officer.ts';
import { CutOff } from './commands/cut-off.ts';
import { DefineUnit } from './commands/define-unit.ts';
import { EnlistOfficers } from './commands/enlist-officers.ts';
import { EraseSubject } from './commands/erase-subject.ts';
import { Exits } from './commands/exits.ts';
import { GuardedAppend } from './commands/guarded-append.ts';
import { NameLeader } from './commands/name-leader.ts';
import type { Publishing } from './commands/publishing.ts';
import { Sealing } from './commands/sealing.ts';
import type { Connections } from './persistence/database.ts';
import { KeyStore } from './persistence/keys/key.store.ts';
import { publishExit } from './publishers/exit.publisher.ts';
import {
  publishLeader,
  publishMarker,
  publishOfficer,
  publishUnit,
} from './publishers/personnel.publisher.ts';

/** Nest token of the service's connections. */
export const POOL = Symbol('recruitment:pool');

const publishing: Publishing = {
  officer: publishOfficer,
  unit: publishUnit,
  leader: publishLeader,
  marker: publishMarker,
};

/** The ways to write a fact. */
export const commandProviders: Provider[] = [
  {
    provide: GuardedAppend,
    useFactory: (pool: Connections, store: EventStore) => new GuardedAppend(pool, store),
    inject: [POOL, EventStore],
  },
  { provide: Sealing, useFactory: (keys: KeyStore) => new Sealing(keys), inject: [KeyStore] },
  {
    provide: EnlistOfficers,
    useFactory: (store: EventStore, append: GuardedAppend, sealing: Sealing) =>
      new EnlistOfficers({ store, append, sealing, publishing }),
    inject: [EventStore, GuardedAppend, Sealing],
  },
  {
    provide: ChangeOfficer,
    useFactory: (store: EventStore, append: GuardedAppend) =>
      new ChangeOfficer({ store, append, publishing }),
    inject: [EventStore, GuardedAppend],
  },
  {
    provide: EraseSubject,
    useFactory: (pool: Connections, keys: KeyStore, change: ChangeOfficer) =>
      new EraseSubject({ pool, keys, change }),
    inject: [POOL, KeyStore, ChangeOfficer],
  },
  {
    provide: DefineUnit,
    useFactory: (pool: Connections, store: EventStore) =>
      new DefineUnit({ pool, store, publishing }),
    inject: [POOL, EventStore],
  },
  {
    provide: Exits,
    useFactory: (store: EventStore) => new Exits(store, publishExit),
    inject: [EventStore],
  },
  {
    provide: NameLeader,
    useFactory: (store: EventStore) => new NameLeader({ store, publishing }),
    inject: [EventStore],
  },
  {
    provide: CutOff,
    useFactory: (store: EventStore) => new CutOff(store, publishing),
    inject: [EventStore],
  },
];
