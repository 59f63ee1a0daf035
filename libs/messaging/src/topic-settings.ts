/** One setting of a topic, as brokers name it. */
export interface TopicSetting {
  readonly name: string;
  readonly value: string;
}

const RETENTION_MS = 30 * 24 * 3_600_000;

const ordinary: readonly TopicSetting[] = [
  { name: 'retention.ms', value: String(RETENTION_MS) },
  { name: 'cleanup.policy', value: 'delete' },
  { name: 'unclean.leader.election.enable', value: 'false' },
];
// The broker turns every codec into gzip, the only one that kafkajs reads.
const gzip: TopicSetting = { name: 'compression.type', value: 'gzip' };

const MOST_COPIES = 3;

/** With three copies, two of which must have a batch, any one broker may be lost. */
export const copiesOn = (brokers: number): { replication: number; minInSync: number } => {
  const replication = Math.min(MOST_COPIES, brokers);
  return { replication, minInSync: Math.max(1, replication - 1) };
};

/** What a topic is set to. @param of `door`: others write it, with whatever codec */
export const settingsOf = (of: {
  readonly door: boolean;
  readonly minInSync: number;
}): TopicSetting[] => [
  ...ordinary,
  ...(of.door ? [gzip] : []),
  { name: 'min.insync.replicas', value: String(of.minInSync) },
];
