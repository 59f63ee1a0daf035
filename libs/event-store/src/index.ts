export { CommandHandler, type Handled, type Handling } from './command-handler.ts';
export { EventStore, type AppendListener, type EventStoreParts } from './event-store.ts';
export { LogController } from './log.controller.ts';
export { ensureLogs, eventStoreMigrations } from './migrations/index.ts';
export { createPool, inTransaction, type PoolOptions } from './pool.ts';
export {
  Relay,
  type LogWriter,
  type PartitionRange,
  type RelayParts,
  type RelayProgress,
} from './relay.ts';
export type {
  AppendCommand,
  AppendedPosition,
  AppendOutcome,
  LogHead,
  LogRange,
  NewEvent,
  StoredEvent,
  StreamName,
  StreamWrite,
} from './types.ts';
export {
  verifyLog,
  type FirstBad,
  type VerifiableEvent,
  type Verification,
  type VerifyOptions,
} from './verify-log.ts';
