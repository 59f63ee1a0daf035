export type { FollowerHooks, FollowerOptions } from './follower-options.ts';
export {
  DoorServer,
  FollowerServer,
  httpLogReader,
  httpSource,
  kafkaSource,
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
export type { AppliedEvent, DoorBatch, LogBatch, LogHead, LogReader, LogSlice } from './types.ts';
