import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  freePorts,
  removeFolderAtEnd,
  startKafkaCluster,
  type KafkaCluster,
  type KafkaServer,
} from '@ywk/local';
import { TopicAdmin, type PartitionStanding } from '@ywk/messaging';
import { eventually } from '@ywk/testing';
import { activeController } from './active-controller.ts';

const NODES = 3;
const PATIENCE = { withinMs: 120_000, everyMs: 250 };

/** A follower that does not fetch for so long is no longer in sync, ms. */
export const LAG_MS = 4_000;

const SETTINGS = {
  'replica.lag.time.max.ms': String(LAG_MS),
  // A broker that comes back writes its indexes whole, two a partition.
  'log.index.size.max.bytes': '65536',
};

/** Three brokers that a test may take apart. */
export class OwnCluster {
  private constructor(
    private readonly cluster: KafkaCluster,
    private readonly folder: string,
  ) {}

  /** @param prepare is given the folder of each node's data before it starts */
  static async start(prepare: (dataDir: string) => void = () => undefined): Promise<OwnCluster> {
    const folder = mkdtempSync(join(tmpdir(), 'ywk-cluster-'));
    removeFolderAtEnd(folder);
    const ports = await freePorts(2 * NODES);
    const nodes = Array.from({ length: NODES }, (_, at) => ({
      port: ports[at] ?? 0,
      controllerPort: ports[NODES + at] ?? 0,
    }));
    const dataDir = join(folder, 'data');
    mkdirSync(dataDir);
    prepare(dataDir);
    const cluster = await startKafkaCluster({ dataDir, nodes, logDir: folder, settings: SETTINGS });
    return new OwnCluster(cluster, folder);
  }

  get brokers(): string {
    return this.cluster.brokers;
  }

  /** By node id from 1. */
  node(id: number): KafkaServer {
    const node = this.cluster.nodes[id - 1];
    if (node === undefined) throw new RangeError(`There is no node ${id}.`);
    return node;
  }

  /** Node ids without those given. */
  others(...ids: readonly number[]): number[] {
    return this.cluster.nodes.map((_, at) => at + 1).filter((id) => !ids.includes(id));
  }

  /** The controller that leads, as the given node knows it. */
  controllerSeenBy(id: number): Promise<number> {
    return activeController(this.node(id).brokers);
  }

  async standings(topic: string, id: number): Promise<PartitionStanding[]> {
    const admin = new TopicAdmin({ brokers: [this.node(id).brokers] });
    return admin.standings(topic).finally(() => admin.close());
  }

  /** Waits until the given node tells that the topic's partitions stand so. */
  untilStanding(
    { topic, seenBy }: { readonly topic: string; readonly seenBy: number },
    holds: (standing: PartitionStanding) => boolean,
  ): Promise<PartitionStanding[]> {
    return eventually(
      () => this.standings(topic, seenBy),
      (found) => found.length > 0 && found.every(holds),
      PATIENCE,
    );
  }

  /** Brings back what is held or down, and waits until every copy of the topic is in sync. */
  async heal(topic: string): Promise<void> {
    const { nodes } = this.cluster;
    await Promise.all(
      nodes.map(async (node) => {
        if (node.running()) node.resume();
        else await node.restart();
      }),
    );
    const whole = ({ inSync }: PartitionStanding): boolean => inSync.length === NODES;
    await this.untilStanding({ topic, seenBy: 1 }, whole);
  }

  /** @param detach is called when no process is left and the data may go */
  async stop(detach: () => void = () => undefined): Promise<void> {
    // Half of a cluster that is left alone would wait for the other half.
    await Promise.all(this.cluster.nodes.map((node) => node.kill()));
    detach();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
