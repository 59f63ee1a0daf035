import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, removeFolderAtEnd, startKafka, startPostgres } from '@ywk/local';
import type { TestServers } from './server-choice.ts';

/**
 * Data that nobody keeps need no care for a power cut; a killed process loses nothing by this. Tests
 * connect thousands of times with passwords that are no secret.
 */
const CARELESS = {
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: '400',
  scram_iterations: '16',
};

/** PostgreSQL and Apache Kafka of this machine, on free ports and in a folder that goes with them. */
export const embeddedServers = async (): Promise<TestServers> => {
  const folder = mkdtempSync(join(tmpdir(), 'ywk-test-'));
  removeFolderAtEnd(folder);
  // PostgreSQL's account must be able to pass through; its own folder stays closed to others.
  chmodSync(folder, 0o755);
  const [port = 0, kafkaPort = 0, controllerPort = 0] = await freePorts(3);
  const starting = await Promise.allSettled([
    startPostgres({
      dataDir: join(folder, 'postgres'),
      port,
      logFile: join(folder, 'postgres.log'),
      settings: CARELESS,
    }),
    startKafka({
      dataDir: join(folder, 'kafka'),
      port: kafkaPort,
      controllerPort,
      logFile: join(folder, 'kafka.log'),
      report: (text) => process.stderr.write(`${text}\n`),
    }),
  ]);
  const stop = async (): Promise<void> => {
    const started = starting.filter((one) => one.status === 'fulfilled');
    await Promise.all(started.map(({ value }) => value.stop()));
    rmSync(folder, { recursive: true, force: true });
  };
  const [postgres, kafka] = starting;
  if (postgres.status === 'rejected' || kafka.status === 'rejected') {
    await stop();
    throw [postgres, kafka].find((one) => one.status === 'rejected')?.reason;
  }
  return {
    kind: 'embedded',
    databaseUrl: postgres.value.url,
    brokers: kafka.value.brokers,
    stop,
  };
};
