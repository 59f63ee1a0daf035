export { Alarm } from './alarm.ts';
export { CommandHandler, type Handled, type Handling } from './command-handler.ts';
export { EventStore, type AppendListener, type EventStoreParts } from './event-store.ts';
export { PostgresIdempotencyStore } from './idempotency/postgres-idempotency-store.ts';
export { importEvents, ImportRefused } from './import-events.ts';
export { FollowerGuard } from './follower.guard.ts';
export { LogController } from './log.controller.ts';
export { logRoutes } from './log-routes.ts';
export { LogOutlet, type LogOutletParts } from './log-outlet.ts';
export { databaseVersion } from './migrate/database-version.ts';
export { migrateDatabase, MigrationWaits, type MigrationPlan } from './migrate/migrate-database.ts';

export { headEvents, headFault, type HeadEvent } from './head-events.ts';
export { eventStoreMigrations } from './migrations/index.ts';
export { ReadableVersion1767226500001 } from './migrations/1767226500001-readable-version.ts';
export { dataSourceOf, type DataSourceParts } from './data-source.ts';
export { createPool, inTransaction, MortalClient, type PoolOptions } from './pool.ts';
export { LogGroundMoved } from './log-ground.ts';
export { Relay, rewindRelay, type RelayParts, type Rewind } from './relay.ts';
export { relayedLogs, relayStandings, type RelayStanding } from './relay-standing.ts';
export type { LogRecord, LogWriter, PartitionRange, RelayProgress } from './relay-types.ts';
export {
  checkSeals,
  firstUnlike,
  sealedPoints,
  type BadSeal,
  type CheckSealsOptions,
} from './seal/check-seals.ts';
export {
  anchorLine,
  keyId,
  MalformedSeal,
  sealOf,
  type Seal,
  type SealedHead,
  type SignedSeal,
} from './seal/seal.ts';
export type { SealedPoint } from './seal/sealed-points.ts';
export { keptSeals, NotSealed, Sealer, type SealerParts } from './seal/sealer.ts';
export { storedEvents } from './stored-events.ts';
export { exportLines, type ExportPlan } from './transfer/export-log.ts';
export { importLog, type Imported, type ImportPlan } from './transfer/import-log.ts';
export {
  ExportDamaged,
  verifyExport,
  type Damage,
  type VerifiedExport,
  type VerifyExportOptions,
} from './transfer/read-export.ts';
export { isExhausted, isTransient } from './transient.ts';
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
  type Link,
  type VerifiableEvent,
  type Verification,
  type VerifyOptions,
} from './verify-log.ts';
export {
  lostTailOf,
  type LogEnd,
  type LostTail,
  type SeenRecord,
  type TailParts,
  type Unreachable,
} from './promote/lost-tail.ts';
export { CannotPromote, Promotion, type PromotionParts } from './promote/promotion.ts';
