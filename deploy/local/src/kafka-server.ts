import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findJava, OLDEST_JAVA } from '../setup/java.mjs';
import { ensureKafkaJars } from '../setup/kafka-jars.mjs';
import { runToEnd, startProcess, type ManagedProcess } from './managed-process.ts';
import { untilReady } from './until-ready.ts';

export interface KafkaOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly controllerPort: number;
  readonly logFile: string;
  /** Broker settings beyond ours. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told when something takes long, such as a download. */
  readonly report?: (text: string) => void;
}

export interface KafkaServer {
  readonly brokers: string;
  /** Of the broker now running; another one after a restart. */
  readonly pid: () => number;
  /** Resolves when the broker that is running now is gone, however it went. */
  readonly exited: () => Promise<string>;
  /** Starts again on the same data and ports, after a crash or a stop. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** This machine has no Java that is new enough. */
export class JavaMissing extends Error {
  constructor() {
    super(`Apache Kafka needs Java ${OLDEST_JAVA} or newer, and none was found.`);
    this.name = 'JavaMissing';
  }
}

const READY_WITHIN_MS = 180_000;
const STARTED = 'Kafka Server started';
const logging = fileURLToPath(new URL('../kafka/log4j2.properties', import.meta.url));

const properties = ({ dataDir, port, controllerPort, settings }: KafkaOptions): string =>
  Object.entries({
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs': join(resolve(dataDir), 'data'),
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '8',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
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

interface Installation {
  readonly java: string;
  readonly classpath: string;
  readonly configuration: string;
}

/** 16 random bytes as Kafka writes them, not beginning with a dash: that would read as an option. */
const newClusterId = (): string => {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newClusterId() : id;
};

/** A killed format leaves a folder without its marker; it holds nothing and is made anew. */
const format = async (options: KafkaOptions, { java, classpath, configuration }: Installation) => {
  const data = join(resolve(options.dataDir), 'data');
  const marker = join(resolve(options.dataDir), 'formatted');
  if (existsSync(marker)) return;
  rmSync(data, { recursive: true, force: true });
  const clusterId = newClusterId();
  await runToEnd({
    name: "Apache Kafka's format",
    command: java,
    parameters: [
      ...['-Xmx128m', '-XX:TieredStopAtLevel=1', '-cp', classpath, 'kafka.tools.StorageTool'],
      ...['format', '--ignore-formatted', '-t', clusterId, '-c', configuration],
    ],
    logFile: options.logFile,
  });
  writeFileSync(marker, clusterId);
};

const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0);

const launch = async (
  { logFile }: KafkaOptions,
  { java, classpath, configuration }: Installation,
): Promise<ManagedProcess> => {
  const from = sizeOf(logFile);
  const broker = startProcess({
    name: 'Apache Kafka',
    command: java,
    parameters: [
      ...['-Xms256m', '-Xmx512m', '-XX:+UseSerialGC', `-Dlog4j2.configurationFile=${logging}`],
      ...['-cp', classpath, 'kafka.Kafka', configuration],
    ],
    logFile,
    ending: { signal: 'SIGTERM', graceMs: 30_000 },
  });
  await untilReady({
    name: 'Apache Kafka',
    process: broker,
    logFile,
    probe: () => Promise.resolve(readFileSync(logFile).subarray(from).includes(STARTED)),
    withinMs: READY_WITHIN_MS,
  });
  return broker;
};

/**
 * Starts one Apache Kafka node (KRaft, broker and controller) and waits until it serves.
 * The jars come from the user's cache, or from Maven on first use.
 * @throws JavaMissing without Java 17, NotReady when the broker does not come up
 */
export const startKafka = async (options: KafkaOptions): Promise<KafkaServer> => {
  const java = findJava();
  if (!java) throw new JavaMissing();
  const classpath = join(await ensureKafkaJars(options.report), '*');
  mkdirSync(options.dataDir, { recursive: true });
  const configuration = join(resolve(options.dataDir), 'server.properties');
  writeFileSync(configuration, properties(options));
  const installation = { java, classpath, configuration };
  await format(options, installation);
  let broker = await launch(options, installation);
  return {
    brokers: `127.0.0.1:${options.port}`,
    pid: () => broker.pid,
    exited: () => broker.exited,
    restart: async () => {
      await broker.stop();
      broker = await launch(options, installation);
    },
    stop: () => broker.stop(),
  };
};
