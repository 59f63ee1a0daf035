import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importBreaches, innocents } from './import-breaches.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rules = join(root, 'libs/tooling/dependency-cruiser.cjs');
const slow = 180_000;

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

const violationsIn = (folder: string): string[] => {
  const run = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      ...['services', 'libs', 'deploy', 'test'],
      ...['--config', rules, '--output-type', 'json'],
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1e9, env: { ...process.env, NODE_OPTIONS: '' } },
  );
  if (run.stdout === '') throw new Error(run.stderr);
  const { summary } = JSON.parse(run.stdout) as { summary: { violations: Violation[] } };
  return [...new Set(summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`))].sort();
};

const write = (folder: string, files: Readonly<Record<string, string>>): void => {
  for (const [name, code] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), code);
  }
};

describe('imports', () => {
  const folder = mkdtempSync(join(tmpdir(), 'breaches-'));
  let found: string[];

  beforeAll(() => {
    for (const name of ['node_modules', 'tsconfig.base.json', 'package.json']) {
      symlinkSync(join(root, name), join(folder, name));
    }
    for (const { files } of importBreaches) write(folder, files);
    write(folder, innocents);
    found = violationsIn(folder);
  }, slow);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('every rule has a breach', () => {
    const { forbidden } = createRequire(import.meta.url)(rules) as {
      forbidden: readonly { name: string }[];
    };
    const breached = new Set(importBreaches.map(({ rule }) => rule));
    expect([...breached].sort()).toEqual(forbidden.map(({ name }) => name).sort());
  });

  test.each(importBreaches)('$rule fails for $from', ({ rule, from }) => {
    expect(found).toContain(`${rule}: ${from}`);
  });

  test('what keeps the rules is left alone', () => {
    const innocent = new Set(Object.keys(innocents));
    expect(found.filter((line) => innocent.has(line.split(': ')[1] ?? ''))).toEqual([]);
  });
});
