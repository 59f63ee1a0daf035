import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LOG_OWNERS } from '@ywk/contracts';
import { grants } from '@ywk/messaging';
import { TESTED_IMAGES } from '@ywk/testing';
import { parse } from 'yaml';
import { composeFaults, composeOf, dockerfileFaults, imageOf } from './container-rules.ts';
import { composeWith, securedFaults } from './secured-rules.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const compose = read('docker-compose.yml');
const secure = read('deploy/compose.secure.yml');
const dockerfile = read('deploy/Dockerfile');
const services = Object.keys(LOG_OWNERS);

/** The compose file with a text changed; each breach must be one that the file really has. */
const changed = (text: string, from: string | RegExp, to: string): string => {
  const other = text.replace(from, to);
  if (other === text) throw new Error(`Nothing to change: ${String(from)}`);
  return other;
};

describe('the compose file', () => {
  test('gives each part what it must have', () =>
    expect(composeFaults(composeOf(compose))).toEqual([]));

  test('runs, migrates and watches each service', () => {
    const { services: parts } = composeOf(compose);
    expect(Object.keys(parts)).toEqual(expect.arrayContaining(services));
    expect(Object.keys(parts)).toEqual(
      expect.arrayContaining(services.map((name) => `migrate-${name}`)),
    );
    const { scrape_configs: jobs } = parse(read('deploy/observability/prometheus.yml')) as {
      scrape_configs: { static_configs: { targets: string[] }[] }[];
    };
    const targets = jobs.flatMap((job) => job.static_configs.flatMap((each) => each.targets));
    expect(targets.map((target) => target.split(':')[0])).toEqual(services);
  });

  test('takes the versions that are tested', () => {
    const { services: parts } = composeOf(compose);
    const { version } = JSON.parse(read('package.json')) as { version: string };
    const [, jars = ''] =
      /kafka_2[.]13<[^\n]*<version>([^<]+)</.exec(read('deploy/local/kafka/pom.xml')) ?? [];
    expect(imageOf(parts['postgres'])).toBe(TESTED_IMAGES.postgres);
    expect(imageOf(parts['kafka'])).toBe(TESTED_IMAGES.kafka);
    expect(TESTED_IMAGES.kafka).toBe(`apache/kafka:${jars}`);
    expect(imageOf(parts['duty'])).toBe(`yiwangkao:${version}`);
    expect(dockerfile).toContain(`ARG VERSION=${version}\n`);
    const [, node = ''] = /^ARG NODE_IMAGE=(\S+)/m.exec(dockerfile) ?? [];
    expect(compose).toContain(`\${NODE_IMAGE:-\${YWK_REGISTRY:-}${node}}`);
  });

  test.each([
    ['kafka: names an image without a version', /apache[/]kafka:[\d.]+/, 'apache/kafka:latest'],
    ['postgres: names an image without a version', /postgres:17/, 'postgres'],
    ['prometheus: has no known profile', 'profiles: [observability]', 'profiles: [more]'],
    [
      'postgres: has no health check',
      / {4}healthcheck:\n {6}test: \[CMD, pg_[^]*?retries: 5\n/,
      '',
    ],
    ['does not say when it is started again', / {2}restart: unless-stopped\n/, ''],
    ['kafka: has no memory limit', /mem_limit: \$\{KAFKA[^\n]*/, ''],
    ['duty: does not rotate its logs', /max-size: 20m, /, ''],
    ['duty: can write on its root file system', 'read_only: true', 'read_only: false'],
    ['duty: keeps capabilities', 'cap_drop: [ALL]', 'cap_drop: [NET_RAW]'],
    ['duty: may gain privileges', 'no-new-privileges:true', 'seccomp=unconfined'],
    ['waits for another without a condition', /condition: service_healthy \}/, 'required: true }'],
    ['duty: opens a port', /\$\{YWK_BIND:-127.0.0.1\}:\$\{YWK_DUTY_PORT/, '${YWK_DUTY_PORT'],
    [
      'POSTGRES_PASSWORD holds a secret',
      'POSTGRES_PASSWORD_FILE: /run/secrets/postgres-password',
      'POSTGRES_PASSWORD: x',
    ],
    [
      'KEY_SERVICE_URL holds a secret',
      'KEY_SERVICE_URL: http://recruitment:3101',
      'KEY_SERVICE_URL: http://a:b@recruitment',
    ],
    [
      'duty: DATABASE_URL holds a secret',
      'DATABASE_URL_FILE: /run/secrets/duty-database-url',
      'DATABASE_URL: postgres://duty',
    ],
    [
      'issuer-key: the secret is no file',
      '${YWK_SECRETS:-./deploy/secrets}/issuer-key',
      './issuer-key',
    ],
  ])('is refused where a breach is made: %s', (fault, from, to) => {
    const faults = composeFaults(composeOf(changed(compose, from, to)));
    expect(faults.some((found) => found.includes(fault))).toBe(true);
  });
});

describe('the compose file for a secured system', () => {
  const over = (text: string) => composeWith(composeOf(compose), composeOf(text));

  test('leaves nothing in the open, and gives each part what it must have', () => {
    expect(composeFaults(over(secure))).toEqual([]);
    expect(securedFaults(over(secure))).toEqual([]);
  });

  test('makes every user that has rights at the brokers', () => {
    const users = over(secure).services['kafka-users']?.command?.map((user) => `User:${user}`);
    const known = new Set(grants().map(({ principal }) => principal));
    expect(users?.sort()).toEqual(['User:admin', ...known].sort());
  });

  test('has Prometheus look at each service, by the name of its certificate', () => {
    const { scrape_configs: jobs } = parse(read('deploy/observability/prometheus.secure.yml')) as {
      scrape_configs: { scheme: string; static_configs: { targets: string[] }[] }[];
    };
    const targets = jobs.flatMap((job) => job.static_configs.flatMap((each) => each.targets));
    expect(jobs.map(({ scheme }) => scheme)).toEqual(['https']);
    expect(targets.map((target) => target.split(':')[0])).toEqual(
      services.map((name) => `ywk-${name}`),
    );
  });

  test.each<[string, string | RegExp, string]>([
    ['duty: NODE_ENV', 'NODE_ENV: production', 'NODE_ENV: development'],
    ['duty: JWT_ISSUER', /JWT_ISSUER: [^\n]+/, 'JWT_ISSUER: urn:yiwangkao:embedded'],
    ['migrate-duty: EMBEDDED_ISSUER_KEY_FILE', "  EMBEDDED_ISSUER_KEY_FILE: ''\n", ''],
    ['payroll: LOG_URLS', 'duty=https:', 'duty=http:'],
    ['duty: TLS_CERT_FILE', '      TLS_CERT_FILE: /run/secrets/ywk-duty.pem\n', ''],
    [
      'duty: KAFKA_SASL_PASSWORD_FILE names',
      '      - kafka-ywk-duty-password\n      - duty',
      '      - duty',
    ],
    ['duty: there is no secret', '  duty-client-secret: { file', '  other: { file'],
    ['duty: nobody finds', 'aliases: [ywk-duty]', 'aliases: [duty]'],
    ['duty is not ywk-duty', 'KAFKA_SASL_USERNAME: ywk-duty', 'KAFKA_SASL_USERNAME: admin'],
    ['kafka: speaks without TLS', 'EXTERNAL:SASL_SSL', 'EXTERNAL:SASL_PLAINTEXT'],
    ['kafka: refuses nobody anything', /KAFKA_AUTHORIZER_CLASS_NAME: \S+/, ''],
    ['postgres: takes no TLS', '--ssl=on', '--ssl=off'],
  ])('is refused where a breach is made: %s', (fault, from, to) => {
    const faults = securedFaults(over(changed(secure, from, to)));
    expect(faults.filter((found) => found.includes(fault))).not.toEqual([]);
  });
});

describe('the Dockerfile', () => {
  test('starts services as `npm start` does', () => {
    const [, flags = ''] =
      /NODE_FLAGS = \[([^\]]+)\]/.exec(read('deploy/local/src/launch/services.ts')) ?? [];
    expect(dockerfile).toContain(`ENTRYPOINT ["node", ${flags.replaceAll("'", '"')}]`);
  });

  test('makes an image that runs as nobody, knows itself and can be asked how it is', () =>
    expect(dockerfileFaults(dockerfile)).toEqual([]));

  test.each([
    ['USER 10001:10001', 'USER node', 'The image runs as node.'],
    ['USER 10001:10001', '', 'The image runs as root.'],
    [/^HEALTHCHECK /m, '# HEALTHCHECK ', 'The image has no health check.'],
    ['rm -rf /usr/local/lib/node_modules', 'rm -rf', 'The image keeps npm.'],
    [/FROM \S+ AS build/, 'FROM node:latest AS build', 'A stage begins with node:latest'],
    ['"${REVISION}"', '"unknown"', 'The image does not say its revision.'],
    ['"${VERSION}"', '"1"', 'The image does not say its version.'],
    ['"${CREATED}"', '"today"', 'The image does not say its time.'],
    ['ARG REVISION=unknown', 'ARG NPM_TOKEN', 'NPM_TOKEN would stay in the image.'],
  ])('is refused with a breach: %s → %s', (from, to, fault) =>
    expect(dockerfileFaults(changed(dockerfile, from, to)).join()).toContain(fault),
  );

  test('neither an image nor a commit can take secrets along', () => {
    expect(read('.dockerignore').split('\n')).toEqual(
      expect.arrayContaining(['deploy/secrets', '.env*', '.git', '.local']),
    );
    expect(read('.gitignore').split('\n')).toContain('deploy/secrets/');
  });
});

describe('the bundle', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ywk-bundle-'));
    copyFileSync(join(root, 'deploy/bundle/install.sh'), join(folder, 'install.sh'));
    writeFileSync(join(folder, 'docker-compose.yml'), compose);
    writeFileSync(join(folder, '.env.defaults'), read('.env'));
    const sums = run('sha256sum', 'install.sh', 'docker-compose.yml', '.env.defaults').stdout;
    writeFileSync(join(folder, 'SHA256SUMS'), sums);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (command: string, ...words: readonly string[]) =>
    spawnSync(command, words, { cwd: folder, encoding: 'utf8' });
  /** Where there is no Docker: how far it comes says whether it takes the files. */
  const install = () =>
    spawnSync('bash', ['install.sh'], {
      ...{ cwd: folder, encoding: 'utf8' },
      env: { ...process.env, DOCKER_CONFIG: folder, DOCKER_HOST: 'unix:///nowhere' },
    });
  const REFUSED = 65;

  test('takes settings that the person edited, and leaves them', () => {
    writeFileSync(join(folder, '.env'), 'YWK_BIND=0.0.0.0\n');
    expect(install().status).not.toBe(REFUSED);
    expect(readFileSync(join(folder, '.env'), 'utf8')).toBe('YWK_BIND=0.0.0.0\n');
  });

  test('begins with its own settings where there are none', () => {
    install();
    expect(readFileSync(join(folder, '.env'), 'utf8')).toBe(read('.env'));
  });

  test('refuses a file that is not as it was packed', () => {
    writeFileSync(join(folder, 'docker-compose.yml'), `${compose}#\n`);
    const { status, stdout } = install();
    expect([status, stdout]).toEqual([REFUSED, expect.stringContaining('docker-compose.yml')]);
    expect(existsSync(join(folder, '.env'))).toBe(false);
  });

  test('packs what both compose files read', () => {
    const script = read('deploy/bundle/make.sh');
    const mounted = `${compose}${secure}`.matchAll(/[.][/]deploy[/](\w+)[/:]/g);
    const folders = new Set([...mounted].map(([, name = '']) => name));
    for (const name of [...folders, 'compose.secure.yml', 'secrets.sh'])
      expect(script).toContain(`deploy/${name}`);
    expect(script).not.toMatch(/ [.]env[ "]+\$folder"$/m);
  });
});
