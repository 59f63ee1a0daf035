import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LOG_OWNERS } from '@ywk/contracts';
import { TESTED_IMAGES } from '@ywk/testing';
import { parse } from 'yaml';
import { composeFaults, composeOf, dockerfileFaults, imageOf } from './container-rules.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const compose = read('docker-compose.yml');
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

describe('the Dockerfile', () => {
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
