import kafkajs from 'kafkajs';
import type { Admin, ITopicConfig, ITopicMetadata } from 'kafkajs';
import { PARTITIONS } from '@ywk/contracts';
import { kafkaAt, type BrokerAddress } from './broker-address.ts';
import { copiesOn, settingsOf } from './topic-settings.ts';

/** Which topics must exist before a service starts. */
export interface TopicPlan extends BrokerAddress {
  /** Published logs: topics of the same name. */
  readonly logs: readonly string[];
  /** Topics that others write. */
  readonly doors: readonly string[];
  /** Copies of each partition; as many as brokers are named when not given, three at most. */
  readonly replication?: number;
  /** Copies that must have a batch before it counts; one less than there are when not given. */
  readonly minInSync?: number;
  /** Time limit until every partition has a leader, ms; 30,000 when not given. */
  readonly timeoutMs?: number;
}

/** A topic that stands, but not as this system needs it. */
export class TopicMismatch extends Error {
  override readonly name = 'TopicMismatch';
}

const POLL_MS = 50;
const NOT_YET = ['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE', 'NOT_LEADER_FOR_PARTITION'];

/** A topic as this system makes it. */
const plannedTopic = (topic: string, plan: TopicPlan): ITopicConfig => {
  const { replication, minInSync } = { ...copiesOn(plan.brokers.length), ...plan };
  return {
    topic,
    numPartitions: PARTITIONS,
    replicationFactor: replication,
    configEntries: settingsOf({ door: plan.doors.includes(topic), minInSync }),
  };
};

const isNotYet = (error: unknown): boolean =>
  error instanceof kafkajs.KafkaJSProtocolError && NOT_YET.includes(error.type);

/** What the broker knows of topics. One just made may not be known to it yet: then nothing. */
const metadataOf = async (admin: Admin, topics: string[]): Promise<ITopicMetadata[]> => {
  try {
    return (await admin.fetchTopicMetadata({ topics })).topics;
  } catch (error) {
    if (isNotYet(error)) return [];
    throw error;
  }
};

/**
 * True when the leader of each partition answers for it. Metadata names a leader a moment before it
 * does; what is sent in between is refused in part, sent again as a whole, and then stands twice.
 */
const allAnswer = async (admin: Admin, topics: string[]): Promise<boolean> => {
  try {
    for (const topic of topics) await admin.fetchTopicOffsets(topic);
    return true;
  } catch (error) {
    if (isNotYet(error)) return false;
    throw error;
  }
};

/** True when each partition of each topic has a leader that does its work. */
const allLed = async (admin: Admin, topics: string[]): Promise<boolean> => {
  const found = await metadataOf(admin, topics);
  for (const { name, partitions } of found) {
    if (partitions.length === 0) return false;
    if (partitions.length !== PARTITIONS) {
      throw new TopicMismatch(
        `The topic "${name}" has ${partitions.length} partitions, not ${PARTITIONS}.`,
      );
    }
    if (partitions.some(({ leader }) => leader < 0)) return false;
  }
  return found.length === topics.length && allAnswer(admin, topics);
};

const waitForLeaders = async (admin: Admin, topics: string[], timeoutMs: number): Promise<void> => {
  const until = Date.now() + timeoutMs;
  while (!(await allLed(admin, topics))) {
    if (Date.now() > until) throw new TopicMismatch(`No leader yet for ${topics.join(', ')}.`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
};

/**
 * Creates the topics that do not exist, with 64 partitions and 30 days of retention, and waits until
 * every partition has a leader. May be called by several processes at once.
 * @throws TopicMismatch when a topic stands with another number of partitions, or no leader in time
 */
export const ensureTopics = async (plan: TopicPlan): Promise<void> => {
  const admin = kafkaAt(plan, { clientId: 'ywk-topics' }).admin();
  const names = [...plan.logs, ...plan.doors];
  await admin.connect();
  try {
    // Asking for metadata of a topic that does not exist makes kafkajs retry for seconds.
    const standing = new Set(await admin.listTopics());
    const missing = names.filter((name) => !standing.has(name));
    if (missing.length > 0) {
      await admin.createTopics({
        topics: missing.map((name) => plannedTopic(name, plan)),
        // kafkajs' own way of waiting fails when the broker does not know the topic at once.
        waitForLeaders: false,
      });
    }
    await waitForLeaders(admin, names, plan.timeoutMs ?? 30_000);
  } finally {
    await admin.disconnect();
  }
};
