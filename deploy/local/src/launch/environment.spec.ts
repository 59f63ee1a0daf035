import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { givenServers, needsPostgres } from './environment.ts';

const url = (name: string): string => `postgres://host/${name}`;

test('nothing given: the launcher runs its own PostgreSQL', () => {
  const given = givenServers({ DATABASE_URL: '', KAFKA_BROKERS: '' });
  expect(given).toEqual({ databases: {} });
  expect(needsPostgres(given)).toBe(true);
});

test('one server for all needs none of our own', () =>
  expect(needsPostgres(givenServers({ DATABASE_URL: url('postgres') }))).toBe(false));

test('databases given one by one replace ours only when all are there', () => {
  const some = { DATABASE_URL_DUTY: url('d'), MIGRATION_DATABASE_URL_DUTY: url('owner') };
  expect(givenServers(some).databases).toEqual({
    duty: { appUrl: url('d'), ownerUrl: url('owner') },
  });
  expect(needsPostgres(givenServers(some))).toBe(true);
  const all = Object.fromEntries(
    ['RECRUITMENT', 'DUTY', 'APPRAISAL', 'PAYROLL', 'KEYS'].map((name) => [
      `DATABASE_URL_${name}`,
      url(name),
    ]),
  );
  expect(needsPostgres(givenServers(all))).toBe(false);
  expect(givenServers(all).databases.keys).toEqual({ appUrl: url('KEYS'), ownerUrl: url('KEYS') });
});

test('addresses of databases may stand in files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ywk-'));
  try {
    writeFileSync(join(folder, 'owner'), `${url('file')}\n`);
    const given = givenServers({ MIGRATION_DATABASE_URL_DUTY_FILE: join(folder, 'owner') });
    expect(given.databases.duty).toEqual({ appUrl: url('file'), ownerUrl: url('file') });
    expect(() => givenServers({ DATABASE_URL_FILE: join(folder, 'none') })).toThrow('ENOENT');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
