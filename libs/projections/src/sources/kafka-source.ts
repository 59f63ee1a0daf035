import { MalformedEnvelope, parseEnvelope } from '@ywk/contracts';
import { GroupReader } from '@ywk/messaging';
import type {
  BrokerAddress,
  Claim,
  GroupConnection,
  MessagingLog,
  RawBatch,
  RawRecord,
  TopicPartition,
} from '@ywk/messaging';
import type { Clock } from '@ywk/platform';
import type { Arrival, FollowerSource, Place, SourcePort } from '../source.ts';
import type { LogReader } from '../types.ts';

export interface KafkaSourceOptions extends BrokerAddress {
  /** Reads the logs themselves, where the topics have gaps. */
  readonly reader: LogReader;
  /** ms; 30,000 when not given. */
  readonly sessionTimeoutMs?: number;
  /** ms; 3,000 when not given. */
  readonly heartbeatMs?: number;
  /** Bytes of one fetch, which all come into memory; 8 MiB when not given. */
  readonly fetchBytes?: number;
  readonly log?: MessagingLog;
  /** The machine's when not given. */
  readonly clock?: Clock;
  /** kafkajs to the brokers when not given. */
  readonly connection?: GroupConnection;
}

const arrivalOf = ({ offset, value }: RawRecord): Arrival => {
  if (value === null) return { offset, malformed: 'A record without a value.', raw: null };
  try {
    return { offset, event: parseEnvelope(value.toString('utf8')) };
  } catch (error) {
    if (!(error instanceof MalformedEnvelope)) throw error;
    return { offset, malformed: error.message, raw: value };
  }
};

const topicOf = ({ log, partition }: Place): TopicPartition => ({ topic: log, partition });
const placeOf = ({ topic, partition }: TopicPartition): Place => ({ log: topic, partition });

const claimFor = async (
  port: SourcePort,
  partitions: readonly TopicPartition[],
): Promise<readonly Claim[]> => {
  const standings = await port.claim(partitions.map(placeOf));
  return standings
    .filter(({ halted }) => !halted)
    .map((standing) => ({ ...topicOf(standing), offset: standing.nextOffset ?? 'earliest' }));
};

/** Follows the topics of published logs, as one member of the Kafka group of the follower's name. */
export const kafkaSource = (options: KafkaSourceOptions): FollowerSource => ({
  kind: 'kafka',
  reader: options.reader,
  async open(port) {
    const reader = new GroupReader(
      { ...options, group: port.group, topics: port.logs },
      {
        dropped: () => port.dropped(),
        claim: (partitions) => claimFor(port, partitions),
        room: () => port.room(),
        take: (batch: RawBatch) =>
          port.deliver({ ...placeOf(batch), arrivals: batch.records.map(arrivalOf) }),
        // What the topic lost is in the log: positions tell what is missing.
        outOfRange: () => true,
        hints: () => port.offsets().map((at) => ({ ...topicOf(at), offset: at.offset })),
        fatal: (error) => port.fatal(error),
      },
    );
    await reader.start();
    return {
      resume: (places) => reader.resume(places.map(topicOf)),
      reclaim: (places) => reader.reclaim(places.map(topicOf)),
      stop: () => reader.stop(),
    };
  },
});
