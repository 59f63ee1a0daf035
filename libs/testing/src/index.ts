export { eventually, NeverHappened, type Patience } from './eventually.ts';
export { given, type Outcome } from './given.ts';
export { FETCH, LIST_OFFSETS, METADATA, PRODUCE } from './kafka-frames.ts';
export { kafkaProxy, type FrameFate, type KafkaFrame, type KafkaProxy } from './kafka-proxy.ts';
export {
  tcpProxy,
  type Chunk,
  type ConnectionFate,
  type Direction,
  type Fate,
  type ProxyTarget,
  type TcpProxy,
} from './tcp-proxy.ts';
export {
  createTestDatabase,
  query,
  testServerUrl,
  uniqueName,
  type TestDatabase,
} from './test-database.ts';
export { createTestTopics, testKafka } from './test-kafka.ts';
export { TESTED_IMAGES } from './tested-images.ts';
export { startTestSystem, type TestSystem, type TestSystemOptions } from './test-system.ts';
