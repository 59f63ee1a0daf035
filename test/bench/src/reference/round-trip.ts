import { createTestTopics, eventually, uniqueName } from '@ywk/testing';
import { Kafka, logLevel, Partitioners, type Consumer, type Producer } from 'kafkajs';
import { setTimeout as pause } from 'node:timers/promises';
import { Schedule } from '../feed/schedule.ts';

export interface Pace {
  readonly perSecond: number;
  readonly seconds: number;
}

/** The first second is not counted: connections open, code gets warm. */
export const counted = (latencies: readonly number[], { perSecond }: Pace): number[] =>
  latencies.length > 2 * perSecond ? latencies.slice(perSecond) : [...latencies];

/** A topic of its own, one who writes to it and one who reads. */
class Trip {
  readonly latencies: number[] = [];
  private schedule: Schedule | undefined;

  private constructor(
    private readonly topic: string,
    private readonly producer: Producer,
    private readonly consumer: Consumer,
  ) {}

  static async open(brokers: readonly string[]): Promise<Trip> {
    const topic = uniqueName('bench-trip');
    await createTestTopics({ logs: [topic] });
    const kafka = new Kafka({ brokers: [...brokers], logLevel: logLevel.ERROR });
    const consumer = kafka.consumer({ groupId: topic, maxWaitTimeInMs: 20, minBytes: 1 });
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await Promise.all([consumer.connect(), producer.connect()]);
    await consumer.subscribe({ topic, fromBeginning: true });
    const trip = new Trip(topic, producer, consumer);
    await consumer.run({ eachMessage: ({ message }) => trip.seen(message) });
    // The group must be there before the clock runs.
    await pause(2_000);
    return trip;
  }

  async run({ perSecond, seconds }: Pace, value: string): Promise<void> {
    const total = perSecond * seconds;
    const schedule = new Schedule(perSecond, total);
    this.schedule = schedule;
    await schedule.run((from, to) => {
      for (let at = from; at < to; at += 1) void this.send(at, value);
    });
    await eventually(
      () => Object.keys(this.latencies).length,
      (seen) => seen === total,
      { withinMs: 30_000 },
    );
  }

  async close(): Promise<void> {
    await Promise.all([this.consumer.disconnect(), this.producer.disconnect()]);
  }

  private async send(at: number, value: string): Promise<void> {
    const messages = [{ key: String(at), value, partition: at % 64 }];
    await this.producer.send({ topic: this.topic, acks: -1, messages });
  }

  private async seen({ key }: { readonly key: Buffer | null }): Promise<void> {
    const at = Number(String(key));
    this.latencies[at] = performance.now() - (this.schedule?.plannedAt(at) ?? NaN);
  }
}

/** From the planned time of a record until a consumer has it, ms each. */
export const roundTrips = async (
  brokers: readonly string[],
  pace: Pace,
  value: string,
): Promise<number[]> => {
  const trip = await Trip.open(brokers);
  try {
    await trip.run(pace, value);
    return counted(trip.latencies, pace);
  } finally {
    await trip.close();
  }
};
