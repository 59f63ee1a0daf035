import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureKafkaJars } from '../setup/kafka-jars.mjs';
import { formatMarker, newClusterId, startKafka, type KafkaServer } from './kafka-server.ts';

export interface KafkaClusterOptions {
  /** Each node keeps its data in a folder of its own below it. */
  readonly dataDir: string;
  /** Ports of the brokers and of their controllers, one of each a node. */
  readonly nodes: readonly { readonly port: number; readonly controllerPort: number }[];
  /** One log file a node is written here: `kafka-1.log` and so on. */
  readonly logDir: string;
  /** Settings of every broker beyond ours. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told when something takes long, such as a download. */
  readonly report?: (text: string) => void;
}

export interface KafkaCluster {
  /** `host:port` of every broker, comma between. */
  readonly brokers: string;
  /** By node id from 1: node 1 is the first. */
  readonly nodes: readonly KafkaServer[];
  stop(): Promise<void>;
}

const HEAP_MIB = 384;

const folderOf = (dataDir: string, at: number): string => join(dataDir, `node-${at + 1}`);

/** Kept data knows its cluster; a node whose folder was lost joins the same one again. */
const clusterIdIn = ({ dataDir, nodes }: KafkaClusterOptions): string => {
  const marker = nodes.map((_, at) => formatMarker(folderOf(dataDir, at))).find(existsSync);
  return marker === undefined ? newClusterId() : readFileSync(marker, 'utf8');
};

/**
 * Starts several Apache Kafka nodes (KRaft, each broker and controller) that keep three copies of
 * everything, and waits until all serve. They start at the same time: none serves before most of
 * them are there.
 * @throws JavaMissing without Java 17, NotReady when a broker does not come up; then none is left
 */
export const startKafkaCluster = async (options: KafkaClusterOptions): Promise<KafkaCluster> => {
  const { dataDir, nodes, logDir, settings = {}, report = () => undefined } = options;
  const clusterId = clusterIdIn(options);
  // Once, before three of them would fetch the same.
  await ensureKafkaJars(report);
  const controllerPorts = nodes.map(({ controllerPort }) => controllerPort);
  const starting = await Promise.allSettled(
    nodes.map((ports, at) =>
      startKafka({
        ...ports,
        dataDir: folderOf(dataDir, at),
        member: { nodeId: at + 1, controllerPorts, clusterId },
        logFile: join(logDir, `kafka-${at + 1}.log`),
        heapMib: HEAP_MIB,
        settings,
        report,
      }),
    ),
  );
  const started = starting.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const stop = async (): Promise<void> =>
    void (await Promise.all(started.map((node) => node.stop())));
  const failed = starting.find((one) => one.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  return { brokers: started.map(({ brokers }) => brokers).join(','), nodes: started, stop };
};
