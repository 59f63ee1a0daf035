export { DoorConsumer, type DoorConsumerOptions, type DoorProgress } from './door-consumer.ts';
export {
  GroupReader,
  type Claim,
  type GroupReaderOptions,
  type GroupReaderPort,
} from './group-reader.ts';
export { kafkaLogger, type MessagingLog } from './kafka-logger.ts';
export { LogServer, type Dispatch, type LogEngine } from './log-server.ts';
export { partitionNumberAssigner } from './partition-assigner.ts';
export type { RawBatch, RawRecord, TopicPartition } from './records.ts';
export {
  OverlappingSend,
  TopicWriter,
  WriterDiscarded,
  type TopicRecord,
  type TopicWriterOptions,
} from './topic-writer.ts';
export { ensureTopics, TopicMismatch, type TopicPlan } from './topics.ts';
