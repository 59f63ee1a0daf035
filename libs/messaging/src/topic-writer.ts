import { setImmediate } from 'node:timers/promises';
import { CompressionTypes, Partitioners } from 'kafkajs';
import type { Producer, RecordMetadata, TopicMessages } from 'kafkajs';
import { kafkaAt, type BrokerAddress } from './broker-address.ts';
import type { MessagingLog } from './kafka-logger.ts';
import { nameOf } from './read-position.ts';

/** One record for one partition of one topic. */
export interface TopicRecord {
  readonly topic: string;
  /** 0…63. */
  readonly partition: number;
  readonly key: string;
  /** What is stored, byte for byte. */
  readonly value: string | Buffer;
}

export interface TopicWriterOptions extends BrokerAddress {
  readonly clientId?: string;
  /** Limit for one request, ms; 10,000 when not given. */
  readonly requestTimeoutMs?: number;
  readonly log?: MessagingLog;
}

/** Two batches of one writer at the same time: the order on the topic would be chance. */
export class OverlappingSend extends Error {
  override readonly name = 'OverlappingSend';
}

/**
 * Partitions of a batch that no broker answered for. kafkajs, trying again after a leader was lost,
 * sends nothing to a broker that has answered before, though it may lead those partitions now, and
 * calls the batch sent.
 */
export class PartitionsUnanswered extends Error {
  override readonly name = 'PartitionsUnanswered';
}

/** The writer has met an error and may not be used again. */
export class WriterDiscarded extends Error {
  override readonly name = 'WriterDiscarded';
}

/**
 * Writes records to given partitions, one batch in flight. It is not idempotent on purpose: readers
 * drop doubled records by position, whereas kafkajs' idempotence may drop a record that was never
 * stored. After any error what reached the topic is unknown: the writer refuses further use and its
 * owner makes a new one and starts again from its checkpoint.
 */
export class TopicWriter {
  private readonly producer: Producer;
  private connected: Promise<void> | undefined;
  private sending = false;
  private discarded = false;

  constructor(options: TopicWriterOptions) {
    const kafka = kafkaAt(options, {
      clientId: options.clientId ?? 'ywk-relay',
      requestTimeout: options.requestTimeoutMs ?? 10_000,
      log: options.log,
      retry: { retries: 3, initialRetryTime: 100, maxRetryTime: 1_000 },
    });
    this.producer = kafka.producer({
      idempotent: false,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      // Each record names its partition; saying so keeps kafkajs from warning about its default.
      createPartitioner: Partitioners.DefaultPartitioner,
    });
  }

  /**
   * Resolves when every in-sync replica has all records. At most 1,000 records a partition a call:
   * kafkajs' grouping costs the square of their number.
   * @throws OverlappingSend, WriterDiscarded, PartitionsUnanswered, or what the broker answered
   */
  async sendBatch(records: readonly TopicRecord[]): Promise<void> {
    if (this.discarded) throw new WriterDiscarded('This writer met an error before.');
    if (this.sending) throw new OverlappingSend('A batch of this writer is still in flight.');
    if (records.length === 0) return;
    this.sending = true;
    try {
      await (this.connected ??= this.producer.connect());
      const topicMessages = byTopic(records);
      // kafkajs encodes them all in one go: what was asked of others before goes out first.
      await setImmediate();
      const answers = await this.producer.sendBatch({
        acks: -1,
        compression: CompressionTypes.None,
        topicMessages,
      });
      assertAllAnswered(topicMessages, answers);
    } catch (error) {
      this.discarded = true;
      throw error;
    } finally {
      this.sending = false;
    }
  }

  /** Ends the connection; safe to call twice. */
  async close(): Promise<void> {
    this.discarded = true;
    await this.producer.disconnect();
  }
}

/** What is sent to one topic. */
interface Sent extends TopicMessages {
  readonly partitions: Set<number>;
}

const byTopic = (records: readonly TopicRecord[]): Sent[] => {
  const topics = new Map<string, Sent>();
  for (const record of records) {
    const { topic, partition } = record;
    let found = topics.get(topic);
    if (found === undefined) {
      topics.set(topic, (found = { topic, messages: [], partitions: new Set() }));
    }
    found.partitions.add(partition);
    // A record is a message of kafkajs, which passes over the name of the topic.
    found.messages.push(record);
  }
  return [...topics.values()];
};

const assertAllAnswered = (sent: readonly Sent[], answers: readonly RecordMetadata[]): void => {
  const left = new Set(
    sent.flatMap(({ topic, partitions }) =>
      [...partitions].map((partition) => nameOf({ topic, partition })),
    ),
  );
  for (const { topicName: topic, partition } of answers) left.delete(nameOf({ topic, partition }));
  if (left.size > 0) throw new PartitionsUnanswered(`No broker answered for ${[...left].join()}.`);
};
