import { logLevel } from 'kafkajs';
import type { Admin } from 'kafkajs';
import { kafkaAt, type BrokerAddress } from './broker-address.ts';

/** What one partition of a topic holds: offsets from `low` up to, and without, `high`. */
export interface TopicExtent {
  readonly partition: number;
  readonly low: number;
  readonly high: number;
}

/** Where one partition of a topic is kept, by node id. */
export interface PartitionStanding {
  readonly partition: number;
  /** -1 while there is none. */
  readonly leader: number;
  readonly replicas: readonly number[];
  /** The leader and those that have all it has. */
  readonly inSync: readonly number[];
}

/** What operators do to topics, and look at. */
export class TopicAdmin {
  private readonly admin: Admin;
  private connected: Promise<void> | undefined;

  constructor(address: BrokerAddress) {
    const settings = { clientId: 'ywk-topic-admin', level: logLevel.ERROR };
    this.admin = kafkaAt(address, settings).admin();
  }

  /** What each partition holds, by partition. @throws when there is no such topic */
  async extents(topic: string): Promise<TopicExtent[]> {
    await this.ready();
    const offsets = await this.admin.fetchTopicOffsets(topic);
    return offsets
      .map(({ partition, low, high }) => ({ partition, low: Number(low), high: Number(high) }))
      .sort((a, b) => a.partition - b.partition);
  }

  /** Who leads and who keeps up, by partition. @throws when there is no such topic */
  async standings(topic: string): Promise<PartitionStanding[]> {
    await this.ready();
    const { topics } = await this.admin.fetchTopicMetadata({ topics: [topic] });
    return topics
      .flatMap(({ partitions }) => partitions)
      .map(({ partitionId, leader, replicas, isr }) => ({
        partition: partitionId,
        leader,
        replicas,
        inSync: isr,
      }))
      .sort((a, b) => a.partition - b.partition);
  }

  /** By partition: the first offset written at that time (ms since 1970) or later, else the end. */
  async offsetsAt(topic: string, ms: number): Promise<Map<number, number>> {
    await this.ready();
    const offsets = await this.admin.fetchTopicOffsetsByTimestamp(topic, ms);
    return new Map(offsets.map(({ partition, offset }) => [partition, Number(offset)]));
  }

  /** Removes a consumer group that has no members. */
  async forgetGroup(group: string): Promise<void> {
    await this.ready();
    await this.admin.deleteGroups([group]);
  }

  /** Names of all topics of the cluster. */
  async names(): Promise<string[]> {
    await this.ready();
    return this.admin.listTopics();
  }

  /** Removes a topic with its records. A log behind it can publish them again. */
  async remove(topic: string): Promise<void> {
    await this.ready();
    await this.admin.deleteTopics({ topics: [topic] });
  }

  /** Removes the records below the given offset of one partition, as retention does. */
  async truncate(topic: string, partition: number, before: number): Promise<void> {
    await this.ready();
    const partitions = [{ partition, offset: String(before) }];
    await this.admin.deleteTopicRecords({ topic, partitions });
  }

  async close(): Promise<void> {
    if (this.connected !== undefined) await this.admin.disconnect();
  }

  private ready(): Promise<void> {
    return (this.connected ??= this.admin.connect());
  }
}
