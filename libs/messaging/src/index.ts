export { brokerAddressOf, type BrokerAddress } from './broker-address.ts';
export {
  DoorConsumer,
  type DoorConsumerOptions,
  type DoorProgress,
  type DoorSlice,
} from './door-consumer.ts';
export type {
  FetchedBatch,
  GroupAdmin,
  GroupConnection,
  GroupConsumer,
  GroupReaderOptions,
  TopicOffset,
  TopicPartitions,
} from './group-connection.ts';
export { GroupReader, StalledPartition } from './group-reader.ts';
export { kafkaLogger, standardError, type MessagingLog } from './kafka-logger.ts';
export {
  CauseFilter,
  connectLogServer,
  LogServer,
  type Dispatch,
  type LogEngine,
} from './log-server.ts';
export { partitionNumberAssigner } from './partition-assigner.ts';
export type { Claim, GroupReaderPort, RawBatch, RawRecord, TopicPartition } from './records.ts';
export { TopicAdmin, type PartitionStanding, type TopicExtent } from './topic-admin.ts';
export { readTopic, type TopicReadingOptions } from './topic-reading.ts';
export {
  OverlappingSend,
  PartitionsUnanswered,
  TopicWriter,
  WriterDiscarded,
  type TopicRecord,
  type TopicWriterOptions,
} from './topic-writer.ts';
export { grants, type Grant, type Operation } from './grants.ts';
export { TopicKeeper, type SettingChange, type TopicChanges } from './topic-keeper.ts';
export { copiesOn, settingsOf, type TopicSetting } from './topic-settings.ts';
export { ensureTopics, TopicMismatch, type TopicPlan } from './topics.ts';
