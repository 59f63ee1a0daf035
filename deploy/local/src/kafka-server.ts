import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findJava, OLDEST_JAVA } from '../setup/java.mjs';
import { ensureKafkaJars } from '../setup/kafka-jars.mjs';
import { propertiesOf, type KafkaPlace } from './kafka-settings.ts';
import { runToEnd, startProcess, type ManagedProcess } from './managed-process.ts';
import { untilReady } from './until-ready.ts';

export interface KafkaOptions extends KafkaPlace {
  readonly logFile: string;
  /** Users (SCRAM-SHA-512) and their passwords, made with the data; for a listener that asks. */
  readonly users?: Readonly<Record<string, string>>;
  /** Of the Java heap, MiB; 512 when not given. */
  readonly heapMib?: number;
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
  readonly running: () => boolean;
  /** Ends it as `kill -9` does; resolves when it is gone. */
  kill(): Promise<void>;
  /** Holds the whole process (SIGSTOP): it keeps its connections and answers nothing. */
  pause(): void;
  /** Lets it go on (SIGCONT). */
  resume(): void;
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

interface Installation {
  readonly java: string;
  readonly classpath: string;
  readonly configuration: string;
}

/** 16 random bytes as Kafka writes them, not beginning with a dash: that would read as an option. */
export const newClusterId = (): string => {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newClusterId() : id;
};

/** Holds the cluster's id, once the data of a node was made. */
export const formatMarker = (dataDir: string): string => join(resolve(dataDir), 'formatted');

const scramOf = ([name, password]: readonly [string, string]): string[] => [
  '--add-scram',
  `SCRAM-SHA-512=[name=${name},password=${password}]`,
];

/** A killed format leaves a folder without its marker; it holds nothing and is made anew. */
const format = async (options: KafkaOptions, { java, classpath, configuration }: Installation) => {
  const data = join(resolve(options.dataDir), 'data');
  const marker = formatMarker(options.dataDir);
  if (existsSync(marker)) return;
  rmSync(data, { recursive: true, force: true });
  const clusterId = options.member?.clusterId ?? newClusterId();
  await runToEnd({
    name: "Apache Kafka's format",
    command: java,
    parameters: [
      ...['-Xmx128m', '-XX:TieredStopAtLevel=1', '-cp', classpath, 'kafka.tools.StorageTool'],
      ...['format', '--ignore-formatted', '-t', clusterId, '-c', configuration],
      ...Object.entries(options.users ?? {}).flatMap(scramOf),
    ],
    logFile: options.logFile,
  });
  writeFileSync(marker, clusterId);
};

const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0);

const launch = async (
  { logFile, heapMib = 512 }: KafkaOptions,
  { java, classpath, configuration }: Installation,
): Promise<ManagedProcess> => {
  const from = sizeOf(logFile);
  const broker = startProcess({
    name: 'Apache Kafka',
    command: java,
    parameters: [
      ...[`-Xms${heapMib / 2}m`, `-Xmx${heapMib}m`, '-XX:+UseSerialGC'],
      `-Dlog4j2.configurationFile=${logging}`,
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

/** One that is held hears nothing before it goes on. */
const endBroker = async (broker: ManagedProcess): Promise<void> => {
  if (broker.running()) process.kill(broker.pid, 'SIGCONT');
  await broker.stop();
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
  writeFileSync(configuration, propertiesOf(options));
  const installation = { java, classpath, configuration };
  await format(options, installation);
  let broker = await launch(options, installation);
  const signal = (name: NodeJS.Signals): void => void process.kill(broker.pid, name);
  return {
    brokers: `127.0.0.1:${options.port}`,
    pid: () => broker.pid,
    exited: () => broker.exited,
    running: () => broker.running(),
    restart: async () => {
      await endBroker(broker);
      broker = await launch(options, installation);
    },
    stop: () => endBroker(broker),
    kill: async () => {
      if (broker.running()) signal('SIGKILL');
      await broker.exited;
    },
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
  };
};
