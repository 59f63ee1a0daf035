import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { embeddedIssuerOf } from '@ywk/platform';
import { ensureSecretFiles } from './secret-files.ts';

const PLAIN = { postgres: 'postgres:5432', secured: false };
const SECURED = { ...PLAIN, secured: true };

/** Files of the folder of secrets that a compose file names, but those that only a bureau has. */
const named = (file: string): string[] =>
  [
    ...readFileSync(new URL(`../../../../../${file}`, import.meta.url), 'utf8').matchAll(
      /[.][/]deploy[/]secrets\}[/]([\w.-]+)/g,
    ),
  ]
    .map(([, name = '']) => name)
    .filter((name) => !/[.]pem$|[.]key$|-client-secret$/.test(name));

let parent: string;
let folder: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'ywk-'));
  folder = join(parent, 'secrets');
});
afterEach(() => rmSync(parent, { recursive: true }));

const read = (name: string): string => readFileSync(join(folder, name), 'utf8').trim();

describe('the secrets of a system in containers', () => {
  test('are the files that the compose file mounts, in a folder closed to others', async () => {
    const made = await ensureSecretFiles(folder, PLAIN);
    expect(readdirSync(folder).sort()).toEqual(named('docker-compose.yml').sort());
    expect([...made].sort()).toEqual(readdirSync(folder).sort());
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test('are more where it is secured, and lead to PostgreSQL over TLS only', async () => {
    await ensureSecretFiles(folder, SECURED);
    const both = [...named('docker-compose.yml'), ...named('deploy/compose.secure.yml')];
    expect(readdirSync(folder).sort()).toEqual(both.sort());
    const addresses = readdirSync(folder).filter((name) => name.endsWith('-url'));
    const modes = addresses.map((name) => new URL(read(name)).searchParams.get('sslmode'));
    expect(new Set(modes)).toEqual(new Set(['verify-full']));
    const passwords = readdirSync(folder).filter((name) => name.startsWith('kafka-'));
    expect(new Set(passwords.map(read)).size).toBe(8);
  });

  test('give each role a password of its own, and PostgreSQL the one in its address', async () => {
    await ensureSecretFiles(folder, { ...PLAIN, postgres: 'db.example:6432' });
    const addresses = readdirSync(folder).filter((name) => name.endsWith('-url'));
    const passwords = addresses.map((name) => new URL(read(name)).password);
    expect(new Set(passwords).size).toBe(addresses.length);
    expect(new URL(read('postgres-server-url')).password).toBe(read('postgres-password'));
    expect(read('duty-owner-url')).toMatch(
      /^postgres:\/\/ywk_duty_owner:[\w-]{32}@db.example:6432\/ywk_duty$/,
    );
    expect(Buffer.from(read('parking-key'), 'base64')).toHaveLength(32);
    expect(embeddedIssuerOf(read('issuer-key')).kty).toBe('EC');
  });

  test('are made once: what is there stays, what is missing comes', async () => {
    await ensureSecretFiles(folder, PLAIN);
    const before = read('duty-owner-url');
    rmSync(join(folder, 'parking-key'));
    rmSync(join(folder, 'postgres-password'));
    writeFileSync(join(folder, 'postgres-password'), 'of the bureau\n');
    rmSync(join(folder, 'postgres-server-url'));
    expect(await ensureSecretFiles(folder, PLAIN)).toEqual(['postgres-server-url', 'parking-key']);
    expect(read('duty-owner-url')).toBe(before);
    expect(new URL(read('postgres-server-url')).password).toBe('of%20the%20bureau');
  });
});
