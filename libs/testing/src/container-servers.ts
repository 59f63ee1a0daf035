import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { freePorts } from '@ywk/local';
import type { TestServers } from './server-choice.ts';
import { TESTED_IMAGES } from './tested-images.ts';

const POSTGRES_IMAGE = process.env['PG_IMAGE'] ?? TESTED_IMAGES.postgres;
const KAFKA_IMAGE = process.env['KAFKA_IMAGE'] ?? TESTED_IMAGES.kafka;
const BROKER_PORT = 9092;

/** The broker tells its clients its own address, so its port outside must be known before. */
const kafkaContainer = async (): Promise<{ container: StartedTestContainer; brokers: string }> => {
  const [host = 0] = await freePorts(1);
  const container = await new GenericContainer(KAFKA_IMAGE)
    .withExposedPorts({ container: BROKER_PORT, host })
    .withEnvironment({
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_LISTENERS: `PLAINTEXT://:${BROKER_PORT},CONTROLLER://:9093`,
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${host}`,
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@127.0.0.1:9093',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
    })
    .withWaitStrategy(Wait.forLogMessage('Kafka Server started'))
    .start();
  return { container, brokers: `127.0.0.1:${host}` };
};

const CARELESS = ['fsync=off', 'max_connections=400', 'scram_iterations=16'];

/** PostgreSQL and Apache Kafka in containers; testcontainers removes them, also after a kill. */
export const containerServers = async (): Promise<TestServers> => {
  const postgres = await new PostgreSqlContainer(POSTGRES_IMAGE)
    .withUsername('postgres')
    .withCommand(['postgres', ...CARELESS.flatMap((setting) => ['-c', setting])])
    .start();
  try {
    const { container, brokers } = await kafkaContainer();
    const stop = async (): Promise<void> =>
      void (await Promise.all([container.stop(), postgres.stop()]));
    return { kind: 'containers', databaseUrl: postgres.getConnectionUri(), brokers, stop };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
};
