/** Jest's global set-up for tests that need PostgreSQL and Kafka: once per run, for all workers. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

const HIDDEN = '***';
const withoutPassword = (address) => {
  const url = new URL(address);
  if (url.password) url.password = HIDDEN;
  return url.href;
};

/** Servers that the environment names need nothing built, which keeps single test runs quick. */
const given = ({ YWK_TEST_SERVERS, YWK_TEST_DATABASE_URL, YWK_TEST_KAFKA_BROKERS }) =>
  (YWK_TEST_SERVERS ?? 'given') === 'given' && YWK_TEST_DATABASE_URL && YWK_TEST_KAFKA_BROKERS
    ? { kind: 'given', databaseUrl: YWK_TEST_DATABASE_URL, brokers: YWK_TEST_KAFKA_BROKERS }
    : undefined;

const started = async () => {
  // Jest runs this file outside its own transformation, so it needs the built form of the sources.
  spawnSync('npx', ['tsc', '-b', 'libs/testing'], { cwd: root, stdio: 'ignore' });
  const { startTestServers } = await import('./dist/test-servers.js');
  const servers = await startTestServers();
  globalThis.ywkTestServers = servers;
  return servers;
};

/** Brokers of tests live for minutes: what their virtual machine would win by its second compiler costs more. */
const BRIEF_JAVA = '-XX:TieredStopAtLevel=1';

export default async () => {
  process.env.JDK_JAVA_OPTIONS ??= BRIEF_JAVA;
  const servers = given(process.env) ?? (await started());
  process.env.YWK_TEST_DATABASE_URL = servers.databaseUrl;
  process.env.YWK_TEST_KAFKA_BROKERS = servers.brokers;
  const where = `${withoutPassword(servers.databaseUrl)}, Kafka ${servers.brokers}`;
  globalThis.ywkTestServersUsed = `Test servers (${servers.kind}): ${where}`;
  process.stderr.write(`\n${globalThis.ywkTestServersUsed}\n`);
};
