import { decodeEnvelope, type EventEnvelope } from '@ywk/contracts';
import { GroupReader } from '@ywk/messaging';
import { uniqueName } from '@ywk/testing';

/** Hears everything on topics from their beginning, as a stranger's consumer would. */
export class TopicListener {
  readonly events: EventEnvelope[] = [];
  private readonly reader: GroupReader;

  constructor(brokers: readonly string[], topics: readonly string[]) {
    this.reader = new GroupReader(
      { brokers, group: uniqueName('listener'), topics },
      {
        dropped: () => {
          this.events.length = 0;
        },
        claim: async (partitions) => partitions.map((at) => ({ ...at, offset: 'earliest' })),
        take: ({ records }) => {
          for (const { value } of records) {
            if (value !== null) this.events.push(decodeEnvelope(value.toString('utf8')));
          }
          return true;
        },
        outOfRange: () => true,
        hints: () => [],
        fatal: (error) => {
          throw error;
        },
      },
    );
  }

  start(): Promise<void> {
    return this.reader.start();
  }

  stop(): Promise<void> {
    return this.reader.stop();
  }
}
