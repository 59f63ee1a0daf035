import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './run-command.mjs';

const folder = fileURLToPath(new URL('../kafka/', import.meta.url));

/** The broker's version, as the pom has it. */
export const KAFKA_VERSION = '4.3.1';

/** Where a user's downloads are kept, for all clones: YWK_CACHE_DIR, else the usual cache folder. */
export const cacheFolder = (environment = process.env) =>
  environment.YWK_CACHE_DIR ??
  join(environment.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'yiwangkao');

/** The folder of the broker's jars, whether they are there or not. */
export const jarFolder = (environment = process.env) =>
  join(cacheFolder(environment), `kafka-${KAFKA_VERSION}`);

const manifest = () =>
  readFileSync(join(folder, 'jars.sha256'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split('  '));

const sha256 = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** What is wrong with a folder of jars by the manifest in this repository; undefined when nothing. */
export const faultOfJars = (jars) => {
  if (!existsSync(jars)) return 'not downloaded yet';
  const wanted = manifest();
  const wrong = wanted.find(([sum, name]) => {
    const file = join(jars, name);
    return !existsSync(file) || sha256(file) !== sum;
  });
  if (wrong) return `${wrong[1]} is missing or was changed`;
  const count = readdirSync(jars).filter((name) => name.endsWith('.jar')).length;
  return count === wanted.length ? undefined : `${count} jars instead of ${wanted.length}`;
};

const download = async (target) => {
  await runCommand('mvn', [
    ...['-q', '-B', '-f', join(folder, 'pom.xml'), 'dependency:copy-dependencies'],
    ...['-DincludeScope=runtime', `-DoutputDirectory=${target}`],
  ]);
  const fault = faultOfJars(target);
  if (fault) throw new Error(`The jars that Maven brought are not the ones expected: ${fault}.`);
};

/**
 * The broker's jars, complete and unchanged; fetched by Maven when they are not.
 * The folder appears under its name only when it is whole, so a killed download leaves no half one.
 * @throws Error when Maven fails or brings other files than the manifest names
 */
export const ensureKafkaJars = async (report = () => {}) => {
  const jars = jarFolder();
  const fault = faultOfJars(jars);
  if (!fault) return jars;
  report(`Apache Kafka ${KAFKA_VERSION}: ${fault}; Maven fetches 54 MB`);
  mkdirSync(dirname(jars), { recursive: true });
  const draft = mkdtempSync(`${jars}-`);
  try {
    await download(draft);
    rmSync(jars, { recursive: true, force: true });
    renameSync(draft, jars);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return jars;
};
