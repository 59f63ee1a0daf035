import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The oldest Java that Apache Kafka 4 runs on. */
export const OLDEST_JAVA = 17;

const majorOf = (command) => {
  const run = spawnSync(command, ['-version'], { encoding: 'utf8' });
  if (run.status !== 0) return 0;
  const found = /version "(?:1\.)?(\d+)/.exec(`${run.stderr}${run.stdout}`);
  return found ? Number(found[1]) : 0;
};

/** The command of a Java that is new enough, or undefined. JAVA_HOME goes before the path. */
export const findJava = (environment = process.env) => {
  const home = environment.JAVA_HOME;
  const commands = home ? [join(home, 'bin', 'java'), 'java'] : ['java'];
  return commands.find((command) => majorOf(command) >= OLDEST_JAVA);
};

/** Whether Maven answers. */
export const findMaven = () =>
  spawnSync('mvn', ['-v'], { encoding: 'utf8' }).status === 0 ? 'mvn' : undefined;
