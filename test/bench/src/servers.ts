import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { freePorts, removeFolderAtEnd, startKafka, startPostgres } from '@ywk/local';

/** The PostgreSQL and the Kafka that a run measures on. */
export interface BenchServers {
  /** Of the superuser. */
  readonly databaseUrl: string;
  readonly brokers: readonly string[];
  stop(): Promise<void>;
}

const given = (environment: NodeJS.ProcessEnv): BenchServers | undefined => {
  const databaseUrl = environment['YWK_TEST_DATABASE_URL'];
  const brokers = environment['YWK_TEST_KAFKA_BROKERS'];
  if (!databaseUrl || !brokers) return undefined;
  return { databaseUrl, brokers: brokers.split(','), stop: () => Promise.resolve() };
};

const GIB = 1024 ** 3;

/** Memory: a quarter of the machine, as PostgreSQL's manual has it, and no more than 2 GiB. */
const databaseSettings = () => ({
  shared_buffers: `${Math.floor(Math.min(totalmem() / 4, 2 * GIB) / 1024)}kB`,
  max_wal_size: '8GB',
});

const started = async (): Promise<BenchServers> => {
  const folder = mkdtempSync(join(tmpdir(), 'ywk-bench-'));
  removeFolderAtEnd(folder);
  // PostgreSQL's account must be able to pass through; its own folder stays closed to others.
  chmodSync(folder, 0o755);
  const [port = 0, kafkaPort = 0, controllerPort = 0] = await freePorts(3);
  const [postgres, kafka] = await Promise.all([
    startPostgres({
      dataDir: join(folder, 'postgres'),
      port,
      logFile: join(folder, 'postgres.log'),
      settings: databaseSettings(),
    }),
    startKafka({
      dataDir: join(folder, 'kafka'),
      port: kafkaPort,
      controllerPort,
      logFile: join(folder, 'kafka.log'),
    }),
  ]);
  return {
    databaseUrl: postgres.url,
    brokers: kafka.brokers.split(','),
    stop: async () => {
      await Promise.all([postgres.stop(), kafka.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/**
 * Servers of their own with the settings of `npm start` (fsync and synchronous_commit on) but for the
 * database's memory, which is that of a large bureau; or those that the environment names. What makes
 * databases and topics for tests then finds them.
 */
export const benchServers = async (environment = process.env): Promise<BenchServers> => {
  const servers = given(environment) ?? (await started());
  environment['YWK_TEST_DATABASE_URL'] = servers.databaseUrl;
  environment['YWK_TEST_KAFKA_BROKERS'] = servers.brokers.join(',');
  return servers;
};
