import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { runChecks } from './checks.mjs';
import { ensureJava } from './ensure-java.mjs';
import { ensureKafkaJars } from './kafka-jars.mjs';
import { hold } from './foreground.mjs';
import { during, say } from './progress.mjs';
import { runClusterTests, runLiveTests, runTests } from './tests.mjs';
import { ensureWorkspace, root } from './workspace.mjs';

/** Exit codes as in sysexits.h: 64 usage, 69 something needed is not there, 70 a defect. */
export const EXIT = { usage: 64, unavailable: 69, software: 70 };

const withoutJava = [
  'Without Java there is no Kafka: the services follow each other over HTTP, and everything else works.',
  '没有 Java，不启动 Kafka：各服务通过 HTTP 互相读取日志，其余功能照常。',
];

const brokersGiven = () => Boolean(process.env.KAFKA_BROKERS);

/** Java is needed for the broker only; `npm start` can do without, the tests cannot. */
const start = async (parameters) => {
  await ensureWorkspace();
  const missing = brokersGiven() ? undefined : await ensureJava();
  if (missing) say([missing, ...withoutJava].join('\n'));
  if (!missing && !brokersGiven()) await during('Apache Kafka', ensureKafkaJars);
  const environment = missing ? { ...process.env, YWK_FOLLOW: 'http' } : process.env;
  return hold(resolve(root, 'deploy/local/dist/main.js'), parameters, { environment });
};

/** Where a broker is to be run: Java and Kafka's jars. @throws Error without Java */
const ensureBroker = async () => {
  const missing = await ensureJava();
  if (missing) throw new Error(missing);
  await during('Apache Kafka', ensureKafkaJars);
};

/** A test run that could not begin has failed, and says so in its last line like any other. */
const testWith = (run) => async (parameters) => {
  try {
    await ensureWorkspace();
    await ensureBroker();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.stdout.write('0 passed, 1 failed\n');
    return EXIT.unavailable;
  }
  return run(parameters);
};

const check = async () => {
  await ensureWorkspace();
  return (await runChecks({ unitTests: true })).length === 0 ? 0 : 1;
};

const ywk = async (parameters) => {
  const program = resolve(root, 'deploy/local/dist/ywk.js');
  await ensureWorkspace({ quiet: true, build: !existsSync(program) });
  return hold(program, parameters);
};

/** Most benchmarks need a broker; one that is given needs no Java here. */
const bench = async (parameters) => {
  await ensureWorkspace();
  if (!process.env.YWK_TEST_KAFKA_BROKERS) await ensureBroker();
  const program = resolve(root, 'test/bench/dist/main.js');
  // Parts of services are measured in its process, which must run as theirs do.
  return hold(program, parameters, { flags: ['--max-semi-space-size=64'] });
};

/** Faults on the whole system. */
const chaos = async (parameters) => {
  await ensureWorkspace();
  await ensureBroker();
  return hold(resolve(root, 'test/chaos/dist/main.js'), parameters);
};

/** Seeded schedules of the protocol; see docs/reliability.md. */
const sim = async (parameters) => {
  await ensureWorkspace();
  return hold(resolve(root, 'test/sim/dist/main.js'), parameters);
};

const COMMANDS = {
  start,
  test: testWith(runTests),
  'test:cluster': testWith(runClusterTests),
  'test:live': testWith(runLiveTests),
  check,
  ywk,
  bench,
  chaos,
  sim,
};

/** Runs one subcommand and answers its exit code. */
export const runCommandLine = async ([name, ...parameters]) => {
  const command = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name] : undefined;
  if (!command) {
    say(`Usage: node deploy/local/bootstrap.mjs ${Object.keys(COMMANDS).join(' | ')} …`);
    return EXIT.usage;
  }
  try {
    return await command(parameters);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return EXIT.software;
  }
};
