export type { LogHead } from '@ywk/event-store';
export { TryAgainLater } from './follower/failure.ts';
export type { FollowerHooks, FollowerOptions } from './follower-options.ts';
export { FollowerServer } from './follower-server.ts';
export { followerMigrations } from './migrations/index.ts';
export { kafkaSource, type KafkaSourceOptions } from './sources/kafka-source.ts';
export {
  DoorServer,
  httpLogReader,
  httpSource,
  ParkingLot,
  Rebuild,
  storeSource,
  type DoorServerOptions,
  type FollowerReport,
  type HaltedPartition,
  type ParkedItem,
  type ViewModule,
} from './public.ts';
export type {
  Arrival,
  Delivery,
  FollowerSource,
  Place,
  RunningSource,
  SourcePort,
  Standing,
} from './source.ts';
export type { AppliedEvent, DoorBatch, LogBatch, LogReader, LogSlice } from './types.ts';
