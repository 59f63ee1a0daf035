import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { DutyEnv } from '@ywk/duty-app';
import { envExample, HttpEnv, IdentityEnv, KafkaEnv, ServiceEnv, TlsEnv } from '@ywk/platform';
import { RecruitmentEnv } from '@ywk/recruitment-app';

const root = new URL('../..', import.meta.url).pathname;
const sections = [
  { title: 'Brokers', env: KafkaEnv },
  { title: 'Certificates', env: TlsEnv },
  { title: 'Identity', env: IdentityEnv },
  { title: 'HTTP of every service', env: HttpEnv },
  { title: 'Every service', env: ServiceEnv },
  { title: 'recruitment', env: RecruitmentEnv },
  { title: 'duty', env: DutyEnv },
];

test('.env.example names every variable that a service reads, as the classes state them', () =>
  expect(readFileSync(`${root}.env.example`, 'utf8')).toBe(envExample(sections)));

test('no class of variables is left out', () => {
  const stated = readdirSync(`${root}services`, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\/app\/src\/.*[.]ts$/.test(file))
    .map((file) => readFileSync(`${root}services/${file}`, 'utf8'))
    .flatMap((text) => [...text.matchAll(/class (\w+) extends ServiceEnv/g)])
    .map(([, name]) => name);
  const listed = sections
    .filter(({ env }) => env.prototype instanceof ServiceEnv)
    .map(({ env }) => env.name);
  expect(stated.sort()).toEqual(listed.sort());
});
