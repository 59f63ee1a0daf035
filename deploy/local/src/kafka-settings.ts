import { join, resolve } from 'node:path';
import { copiesOn } from '@ywk/messaging';

/** Nodes of a cluster that this one belongs to; each is broker and controller. */
export interface KafkaMembership {
  /** From 1. */
  readonly nodeId: number;
  /** Where every node's controller listens, by node id from 1. */
  readonly controllerPorts: readonly number[];
  /** The same for all nodes, 16 bytes in base64url. */
  readonly clusterId: string;
}

export interface KafkaPlace {
  readonly dataDir: string;
  readonly port: number;
  readonly controllerPort: number;
  /** Absent: one node that is all there is. */
  readonly member?: KafkaMembership;
  /** Broker settings beyond ours. */
  readonly settings?: Readonly<Record<string, string>>;
}

const durability = (brokers: number): Record<string, string> => {
  const { replication, minInSync } = copiesOn(brokers);
  return {
    'offsets.topic.replication.factor': String(replication),
    'transaction.state.log.replication.factor': String(replication),
    'transaction.state.log.min.isr': String(minInSync),
    'share.coordinator.state.topic.replication.factor': String(replication),
    'share.coordinator.state.topic.min.isr': String(minInSync),
    'default.replication.factor': String(replication),
    'min.insync.replicas': String(minInSync),
  };
};

/** The text of a node's `server.properties`. */
export const propertiesOf = ({
  dataDir,
  port,
  controllerPort,
  member,
  settings,
}: KafkaPlace): string => {
  const controllerPorts = member?.controllerPorts ?? [controllerPort];
  const voters = controllerPorts.map((each, at) => `${at + 1}@127.0.0.1:${each}`);
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': String(member?.nodeId ?? 1),
    'controller.quorum.voters': voters.join(','),
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs': join(resolve(dataDir), 'data'),
    ...durability(controllerPorts.length),
    'offsets.topic.num.partitions': '8',
    'group.initial.rebalance.delay.ms': '0',
    // A killed broker may come back only after its old session has ended: 9 s unless told.
    'broker.session.timeout.ms': '4000',
    'broker.heartbeat.interval.ms': '500',
    'auto.create.topics.enable': 'false',
    'log.segment.bytes': '16777216',
    'log.index.size.max.bytes': '1048576',
    ...settings,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
};
