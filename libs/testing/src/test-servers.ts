import { getContainerRuntimeClient } from 'testcontainers';
import { containerServers } from './container-servers.ts';
import { embeddedServers } from './embedded-servers.ts';
import type { ServerKind, TestServers } from './server-choice.ts';

const KINDS: readonly string[] = ['given', 'containers', 'embedded'];

const engineAnswers = async (): Promise<boolean> => {
  try {
    await getContainerRuntimeClient();
    return true;
  } catch {
    return false;
  }
};

const givenServers = (environment: NodeJS.ProcessEnv): TestServers => {
  const databaseUrl = environment['YWK_TEST_DATABASE_URL'];
  const brokers = environment['YWK_TEST_KAFKA_BROKERS'];
  if (!databaseUrl || !brokers)
    throw new Error('Set both YWK_TEST_DATABASE_URL and YWK_TEST_KAFKA_BROKERS, or neither.');
  return { kind: 'given', databaseUrl, brokers, stop: () => Promise.resolve() };
};

/** Addresses given go first, then containers where an engine answers, else this machine. */
const choose = async (environment: NodeJS.ProcessEnv): Promise<ServerKind> => {
  const forced = environment['YWK_TEST_SERVERS'];
  if (forced !== undefined && !KINDS.includes(forced))
    throw new Error(`YWK_TEST_SERVERS is "${forced}"; it can be ${KINDS.join(', ')}.`);
  if (forced !== undefined) return forced as ServerKind;
  if (environment['YWK_TEST_DATABASE_URL'] ?? environment['YWK_TEST_KAFKA_BROKERS']) return 'given';
  return (await engineAnswers()) ? 'containers' : 'embedded';
};

/** An engine without our images, and without a way to them, is no reason not to test. */
const containersOrEmbedded = async (): Promise<TestServers> => {
  try {
    return await containerServers();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      `\nAn engine for containers answers, but they do not start: ${why}\n` +
        'The embedded servers are used. YWK_TEST_SERVERS=containers or =embedded decides.\n',
    );
    return embeddedServers();
  }
};

/** Starts (or takes) the servers of one test run. The environment decides, see `choose`. */
export const startTestServers = async (
  environment: NodeJS.ProcessEnv = process.env,
): Promise<TestServers> => {
  const kind = await choose(environment);
  if (kind === 'given') return givenServers(environment);
  if (kind === 'embedded') return embeddedServers();
  return environment['YWK_TEST_SERVERS'] === 'containers'
    ? containerServers()
    : containersOrEmbedded();
};
