export type { LogHead } from '@ywk/event-store';
export { DoorServer, type DoorServerOptions } from './doors/door-server.ts';
export { FollowerEngine } from './follower/engine.ts';
export { TryAgainLater } from './follower/failure.ts';
export type { FollowerHooks, FollowerOptions } from './follower-options.ts';
export { FollowerServer } from './follower-server.ts';
export { FollowerWatch, type FollowerWatchParts, type Watched } from './follower-watch.ts';
export { clearHalt, type HaltToClear } from './halt.ts';
export { followerMigrations } from './migrations/index.ts';
export { ParkedController, PARKING_LOTS } from './parking/parked.controller.ts';
export { parkedRoutes } from './parking/parked-routes.ts';
export {
  ParkingLot,
  type ParkedItem,
  type ParkingLotParts,
  type Replayed,
  type StrayItem,
} from './parking/parking-lot.ts';
export { Rebuild, type Comparison, type RebuildOptions, type Swapped } from './rebuild/rebuild.ts';
export { RebuildFailed } from './rebuild/rebuild-step.ts';
export type { BulkFill, BulkPlace, ViewModule } from './rebuild/view-module.ts';
export { InProgress } from './rebuild/only-one.ts';
export {
  runViewProgram,
  ViewUsage,
  viewVerb,
  type RebuildableView,
  type ViewProgram,
} from './rebuild/view-program.ts';
export type { FollowerReport, HaltedPartition } from './report.ts';
export type {
  Arrival,
  Delivery,
  FollowerSource,
  Place,
  RunningSource,
  SourcePort,
  Standing,
} from './source.ts';
export { httpLogReader, LogNotRead, type HttpLogReaderOptions } from './sources/http-log-reader.ts';
export { kafkaSource, type KafkaSourceOptions } from './sources/kafka-source.ts';
export {
  httpSource,
  storeSource,
  type HttpSourceOptions,
  type StoreSourceOptions,
} from './sources/polling-sources.ts';
export type { AppliedEvent, DoorBatch, LogBatch, LogReader, LogSlice } from './types.ts';
