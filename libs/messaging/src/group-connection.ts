import type { Clock } from '@ywk/platform';
import kafkajs from 'kafkajs';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { kafkaAt, type BrokerAddress } from './broker-address.ts';
import type { MessagingLog } from './kafka-logger.ts';
import { partitionNumberAssigner } from './partition-assigner.ts';
import type { TopicPartition } from './records.ts';

export interface GroupReaderOptions extends BrokerAddress {
  readonly group: string;
  readonly topics: readonly string[];
  readonly clientId?: string;
  /** ms; 30,000 when not given. */
  readonly sessionTimeoutMs?: number;
  /** ms; 3,000 when not given. */
  readonly heartbeatMs?: number;
  /** A partition with records to read that does not move for so long ends the reader, ms; 60,000. */
  readonly stallMs?: number;
  /** How often offsets are told to the broker, ms; 5,000 when not given. */
  readonly hintMs?: number;
  /** Bytes of one fetch, which all come into memory; 8 MiB when not given. */
  readonly fetchBytes?: number;
  readonly log?: MessagingLog;
  /** The machine's when not given. */
  readonly clock?: Clock;
  /** kafkajs to the brokers when not given. */
  readonly connection?: GroupConnection;
}

/** One record as the client hands it over. */
export interface FetchedRecord {
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly timestamp: string;
  readonly headers?: Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>;
}

/** What one fetch brought of one partition. */
export interface FetchedBatch extends TopicPartition {
  /** What was asked for. */
  readonly fetchedOffset: string;
  readonly messages: readonly FetchedRecord[];
  /** Those records included that only the broker sees. */
  readonly rawMessages: readonly { readonly offset: string }[];
  lastOffset(): string;
}

export interface TopicPartitions {
  readonly topic: string;
  readonly partitions: number[];
}

export interface TopicOffset extends TopicPartition {
  readonly offset: string;
}

/** What a reader needs of a member of a consumer group. */
export interface GroupConsumer {
  /** Called synchronously at each assignment, before anything of it is fetched. */
  onJoin(listener: (assignment: Readonly<Record<string, number[]>>) => void): void;
  /** Called when the client has ended for good. */
  onEnd(listener: (error: unknown) => void): void;
  start(topics: readonly string[], take: (batch: FetchedBatch) => Promise<void>): Promise<void>;
  pause(places: TopicPartitions[]): void;
  resume(places: TopicPartitions[]): void;
  seek(to: TopicOffset): void;
  commitOffsets(offsets: TopicOffset[]): Promise<void>;
  disconnect(): Promise<void>;
}

/** What a reader needs to know of topics. */
export interface GroupAdmin {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  fetchTopicOffsets(
    topic: string,
  ): Promise<
    readonly { readonly partition: number; readonly low: string; readonly high: string }[]
  >;
}

export interface GroupConnection {
  readonly consumer: GroupConsumer;
  readonly admin: GroupAdmin;
}

/** Whether a connection failed because nobody answered, and not because somebody refused. */
export const brokersAreAway = (error: unknown): boolean =>
  error instanceof kafkajs.KafkaJSNumberOfRetriesExceeded;

const FETCH_WAIT_MS = 250;
const BYTES_A_PARTITION = 1_048_576;
const BYTES_A_FETCH = 8 * BYTES_A_PARTITION;

const tunedConsumer = (kafka: Kafka, options: GroupReaderOptions): Consumer =>
  kafka.consumer({
    groupId: options.group,
    partitionAssigners: [partitionNumberAssigner],
    sessionTimeout: options.sessionTimeoutMs ?? 30_000,
    rebalanceTimeout: 60_000,
    heartbeatInterval: options.heartbeatMs ?? 3_000,
    // With every partition paused kafkajs sleeps this long between heartbeats and looks.
    maxWaitTimeInMs: FETCH_WAIT_MS,
    minBytes: 1,
    maxBytesPerPartition: Math.min(options.fetchBytes ?? BYTES_A_FETCH, BYTES_A_PARTITION),
    maxBytes: options.fetchBytes ?? BYTES_A_FETCH,
    allowAutoTopicCreation: false,
  });

const groupConsumer = (consumer: Consumer): GroupConsumer => ({
  onJoin: (listener) =>
    void consumer.on(consumer.events.GROUP_JOIN, ({ payload }) =>
      listener(payload.memberAssignment),
    ),
  onEnd: (listener) =>
    void consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) listener(payload.error);
    }),
  async start(topics, take) {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      partitionsConsumedConcurrently: 1,
      // kafkajs' batch has members that its types leave out.
      eachBatch: ({ batch }: EachBatchPayload) => take(batch as unknown as FetchedBatch),
    });
  },
  pause: (places) => consumer.pause(places),
  resume: (places) => consumer.resume(places),
  seek: (to) => consumer.seek(to),
  commitOffsets: (offsets) => consumer.commitOffsets(offsets),
  disconnect: () => consumer.disconnect(),
});

/** A member of a Kafka consumer group by kafkajs. */
export const kafkaConnection = (
  options: GroupReaderOptions,
  log: MessagingLog,
): GroupConnection => {
  const clientId = options.clientId ?? options.group;
  const kafka = kafkaAt(options, { clientId, requestTimeout: 10_000, log });
  return { consumer: groupConsumer(tunedConsumer(kafka, options)), admin: kafka.admin() };
};
