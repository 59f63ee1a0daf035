import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

const module = new URL('../../../deploy/local/setup/ensure-java.mjs', import.meta.url).href;

/** A machine on which nothing is installed, and whose package manager is a script of ours. */
let machine: string;
const program = (name: string, ...lines: string[]): void => {
  writeFileSync(join(machine, name), ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(join(machine, name), 0o755);
};
const installs = (version: string): void =>
  program(
    'apt-get',
    `echo "$@" >> ${machine}/asked`,
    `[ "$1" = install ] || exit 0`,
    `printf '#!/bin/sh\\necho version \\\\"${version}\\\\" >&2\\n' > ${machine}/java`,
    `printf '#!/bin/sh\\n' > ${machine}/mvn`,
    `/bin/chmod 755 ${machine}/java ${machine}/mvn`,
  );

beforeEach(() => {
  machine = mkdtempSync(join(tmpdir(), 'ywk-machine-'));
  symlinkSync('/bin/sh', join(machine, 'sh'));
  program('true', 'exit 0');
});
afterEach(() => rmSync(machine, { recursive: true }));

const ensureJava = (extra: NodeJS.ProcessEnv = {}) => {
  const code = `import { ensureJava } from '${module}'; console.log((await ensureJava()) ?? 'there');`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    env: { PATH: machine, YWK_CACHE_DIR: join(machine, 'cache'), ...extra },
    encoding: 'utf8',
  });
  return { answer: run.stdout.trim(), said: run.stderr };
};

const mayInstall = (): void => program('sudo', '[ "$1" = -n ] && shift', 'exec "$@"');

test('what is missing is installed, and said, where that is allowed', () => {
  installs('17.0.9');
  mayInstall();
  const { answer, said } = ensureJava();
  expect(said).toContain('missing: java, maven. Installing by apt-get');
  expect(answer).toBe('there');
});

test('YWK_NO_INSTALL=1 forbids it; the one line to run is told', () => {
  installs('17.0.9');
  mayInstall();
  const { answer } = ensureJava({ YWK_NO_INSTALL: '1' });
  expect(answer).toContain('apt-get install -y --no-install-recommends default-jre-headless maven');
});

test('a Java that is too old after the installation is not taken for one', () => {
  installs('11.0.2');
  mayInstall();
  expect(ensureJava().answer).toContain('Missing: java');
});

test('an old Java counts as none, and its version line of old is understood', () => {
  program('java', 'echo \'java version "1.8.0_292"\' >&2');
  expect(ensureJava().answer).toContain('Missing: java, maven');
});

test('a failing package manager is quoted', () => {
  program('apt-get', 'echo "E: no network" >&2', 'exit 100');
  mayInstall();
  const { answer } = ensureJava();
  expect(answer).toContain('E: no network');
  expect(answer).toContain('default-jre-headless');
});

test('without a known package manager a person has to do it', () =>
  expect(ensureJava().answer).toContain('No known package manager is here'));
