import { Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';

export interface PlainRecord {
  readonly partition: number;
  readonly key: string;
  readonly value: string;
}

const BATCH = 5_000;

/** The Kafka client by itself: batches of 5,000 records, one in flight, acknowledged by all. */
export class PlainProducer {
  private constructor(
    private readonly producer: Producer,
    private readonly topic: string,
  ) {}

  static async connect(brokers: readonly string[], topic: string): Promise<PlainProducer> {
    const kafka = new Kafka({
      clientId: 'bench-plain',
      brokers: [...brokers],
      logLevel: logLevel.ERROR,
    });
    const producer = kafka.producer({
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    return new PlainProducer(producer, topic);
  }

  async send(records: readonly PlainRecord[]): Promise<void> {
    for (let at = 0; at < records.length; at += BATCH) {
      const messages = records.slice(at, at + BATCH);
      await this.producer.sendBatch({ acks: -1, topicMessages: [{ topic: this.topic, messages }] });
    }
  }

  close(): Promise<void> {
    return this.producer.disconnect();
  }
}
